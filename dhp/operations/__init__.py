"""What those who run the service need: its configuration checked, its health, its figures, its backups."""

from flask import Flask

from dhp.operations import health_views, metrics_views


def init_app(app: Flask) -> None:
    """Add the addresses that tell how the service is."""
    app.register_blueprint(health_views.bp)
    app.register_blueprint(metrics_views.bp)
