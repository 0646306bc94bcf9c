"""What the API takes and gives, as an OpenAPI document: its answers come from the dictionary."""

from dhp.dictionary import DICTIONARY, VERSION, Stage
from dhp.dictionary.columns import places_of
from dhp.exchange.api.schemas import answer

KEY_PATTERN = r'^(?:[A-Za-z0-9._:-]{8,100}|"[A-Za-z0-9._:-]{8,100}")$'
_REF_PATTERN = "^[0-9A-HJKMNP-TV-Z]{14}$"
_SUSPECT = r"suspect(?:[1-9]|1[0-9]|20)"
_PROBLEMS = {
    "400": "The request cannot be read.",
    "401": "No key, or one that is not in use.",
    "403": "The key is not for that.",
    "404": "There is no such thing, or it is not this system’s.",
    "409": "Something else changed this at the same time.",
    "413": "The request is larger than 2 MB.",
    "415": "The request is not JSON.",
    "422": "The notification cannot be sent; “errors” names each fault.",
    "429": "Too many requests; see “Retry-After”.",
    "503": "Out of service; see “Retry-After”.",
}
_ALWAYS = ("401", "403", "429", "503")
_AFTER = {"schema": {"type": "integer", "minimum": 1}, "description": "Seconds to wait."}

Schema = dict[str, object]


def document(address: str, service: str) -> Schema:
    """The whole document for the service at `address`, called `service`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{service}: notifications",
            "version": f"1.{VERSION}",
            "description": "For the systems of forces. A system sends notifications and fetches "
            "the receipts of what it sent; it can read nothing else.",
        },
        "servers": [{"url": address}],
        "security": [{"key": []}],
        "paths": {
            "/api/v1/notifications": {"post": _notify()},
            "/api/v1/receipts/{ref}": {"get": _receipt()},
            "/api/v1/openapi.json": {"get": _this()},
        },
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Notification": _notification(),
                "Receipt": _receipt_schema(),
                "Problem": _problem_schema(),
            },
        },
    }


def _notify() -> Schema:
    key: Schema = {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "A new one for each notification, such as a UUID; the same to repeat one.",
        "schema": {"type": "string", "pattern": KEY_PATTERN},
    }
    location = {"Location": {"schema": {"type": "string"}, "description": "The receipt."}}
    return {
        "operationId": "sendNotification",
        "summary": "Send a notification",
        "parameters": [key],
        "requestBody": {"required": True, "content": _json("Notification")},
        "responses": {
            "201": {"description": "Sent.", "headers": location, "content": _json("Receipt")},
            "200": {
                "description": "The same request came before; this is its receipt.",
                "headers": location,
                "content": _json("Receipt"),
            },
            **_problems("400", "409", "413", "415", "422"),
        },
    }


def _receipt() -> Schema:
    ref: Schema = {
        "name": "ref",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": _REF_PATTERN},
    }
    return {
        "operationId": "getReceipt",
        "summary": "Fetch the receipt of something that this system sent",
        "parameters": [ref],
        "responses": {
            "200": {"description": "The receipt.", "content": _json("Receipt")},
            **_problems("404"),
        },
    }


def _this() -> Schema:
    content = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": "getDescription",
        "summary": "This document",
        "security": [],
        "responses": {"200": {"description": "This document.", "content": content}},
    }


def _notification() -> Schema:
    properties: Schema = {}
    patterns: Schema = {}
    for entry in DICTIONARY.values():
        if entry.needed is not Stage.NOTICE:
            continue
        for place in places_of(entry):
            if place == "suspect1":
                code = entry.code.replace(".", r"\.")
                patterns[rf"^{_SUSPECT}\.{code}$"] = answer(entry)
            else:
                properties[f"{place}.{entry.code}"] = answer(entry)
    return {
        "type": "object",
        "required": ["answers"],
        "additionalProperties": False,
        "properties": {
            "answers": {
                "type": "object",
                "description": "An answer, or the state of one, under the name of its column. Leave "
                "out what is not answered.",
                "properties": properties,
                "patternProperties": patterns,
                "additionalProperties": False,
            },
            "gap_reason": {
                "type": "string",
                "maxLength": 2000,
                "description": "Why some questions are not answered; required where any is not.",
            },
        },
    }


def _receipt_schema() -> Schema:
    text: Schema = {"type": "string"}
    properties: Schema = {
        "notification": {"type": "string", "description": "The reference of the notification."},
        "receipt": {"type": "string", "description": "The reference of this receipt."},
        "force": text,
        "sent_at": {"type": "string", "format": "date-time"},
        "possible_duplicates": {
            "type": "integer",
            "minimum": 0,
            "description": "How many of the force’s deaths may be the same one. It hinders nothing.",
        },
        "what_comes_next": text,
        "link": {"type": "string", "description": "The page for people, who sign in."},
    }
    not_asked: Schema = {
        "type": "array",
        "items": text,
        "description": "Answers to questions that are not asked of such a death. They are not sent.",
    }
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties | {"not_asked": not_asked},
    }


def _problem_schema() -> Schema:
    text: Schema = {"type": "string"}
    names = ("field", "code", "detail", "pointer")
    fault: Schema = {"type": "object", "required": list(names)}
    fault["properties"] = dict.fromkeys(names, text)
    told = ("type", "title", "detail", "instance")
    return {
        "type": "object",
        "description": "Problem details (RFC 9457). “errors” names each faulty field.",
        "required": [*told, "status"],
        "properties": dict.fromkeys(told, text)
        | {"status": {"type": "integer"}, "errors": {"type": "array", "items": fault}},
    }


def _problems(*codes: str) -> Schema:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    found: Schema = {}
    for code in sorted((*codes, *_ALWAYS)):
        answer: Schema = {"description": _PROBLEMS[code], "content": content}
        if code in ("429", "503"):
            answer["headers"] = {"Retry-After": _AFTER}
        found[code] = answer
    return found


def _json(name: str) -> Schema:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
