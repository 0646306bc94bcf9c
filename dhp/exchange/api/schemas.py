"""The JSON schema of an answer, from its entry in the dictionary."""

from dhp.dictionary import Characteristic, Kind, states_offered

_YEAR, _MONTH, _DAY = "(?:19|20)[0-9]{2}", "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])"
_WHOLE_DATE = f"^{_YEAR}-{_MONTH}-{_DAY}$"
_PARTIAL_DATE = f"^{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?$"
_RANGE = r"^[0-9]{1,3}(?:-[0-9]{1,3}|\+)?$"

Schema = dict[str, object]


def answer(entry: Characteristic) -> Schema:
    """What stands for an answer: a value of its kind, or a state in its place."""
    described = " ".join(part for part in (entry.definition, entry.hint) if part)
    return {
        "title": entry.question,
        "description": described,
        "anyOf": [*_values(entry), _state(entry)],
    }


def _values(entry: Characteristic) -> list[Schema]:
    match entry.kind:
        case Kind.ONE_OF:
            return [_option(entry)]
        case Kind.ANY_OF:
            items: Schema = {"type": "array", "minItems": 1, "items": _option(entry)}
            return [items]
        case Kind.WHOLE_NUMBER:
            number: Schema = {"type": "integer", "minimum": entry.least, "maximum": entry.most}
            written: Schema = {"type": "string", "pattern": _RANGE}
            return [number, written] if entry.ranges else [number]
        case Kind.DATE:
            return [{"type": "string", "pattern": _WHOLE_DATE}]
        case Kind.PARTIAL_DATE:
            return [{"type": "string", "pattern": _PARTIAL_DATE}]
    return [{"type": "string", "minLength": 1, "maxLength": entry.longest}]


def _option(entry: Characteristic) -> Schema:
    """One of the codes; their labels stand beside them."""
    asked = [option for option in entry.options if option.asked]
    labels = "; ".join(f"{option.code}: {option.label}" for option in asked)
    return {"enum": [option.code for option in asked], "description": labels}


def _state(entry: Characteristic) -> Schema:
    states = [state.value for state in states_offered(entry)]
    return {
        "type": "object",
        "required": ["state"],
        "properties": {"state": {"enum": states}},
        "additionalProperties": False,
    }
