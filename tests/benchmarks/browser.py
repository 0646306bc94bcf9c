"""A browser of the benchmarks: one connection, cookies, and the forms that a page holds."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode


class WentWrongError(Exception):
    """The service did not answer as it should; says what it answered."""


class _Forms(HTMLParser):
    """The hidden fields of each form."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append({})
        elif tag == "input" and given.get("type") == "hidden" and self.found:
            self.found[-1][given["name"]] = given.get("value", "")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    body: str

    def form_with(self, name: str) -> dict[str, str]:
        """The hidden fields of the form that has a hidden field called `name`."""
        forms = _Forms()
        forms.feed(self.body)
        return next(fields for fields in forms.found if name in fields)


@dataclass
class Browser:
    """Talks to the server at `port` of this machine over one connection that is kept open."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._connection = HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str, status: int = 200) -> Answer:
        """Open a page; raises `WentWrongError` for another status."""
        return self._send("GET", path, None, status)

    def post(self, path: str, fields: dict[str, str], status: int = 303) -> Answer:
        """Send a form; raises `WentWrongError` for another status."""
        return self._send("POST", path, urlencode(fields), status)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def sign_in(self, email: str, password: str) -> None:
        """Sign in as a person does."""
        token = self.get("/sign-in").form_with("csrf_token")
        fields = token | {"email": email, "password": password}
        self.post("/sign-in", fields, status=302)

    def _send(self, method: str, path: str, body: str | None, status: int) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
        except (ConnectionError, HTTPException):  # the server may close a connection left idle
            self._connection.close()
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
        text = response.read().decode()
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: kept.value for name, kept in SimpleCookie(line).items()}
        if response.status != status:
            raise WentWrongError(f"{method} {path} answered {response.status}: {text[-2000:]}")
        return Answer(response.status, response.headers.get("Location", ""), text)
