"""What is wrong in a settings file, in plain words: one sentence for each fault, no values."""

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_MUST_BE = {
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "date_from_datetime_inexact": "a day such as 2027-03-31",
    "date_from_datetime_parsing": "a day such as 2027-03-31",
    "date_parsing": "a day such as 2027-03-31",
    "date_type": "a day such as 2027-03-31",
    "decimal_parsing": "a number",
    "decimal_type": "a number",
    "dict_type": "a table",
    "finite_number": "a number that is not endless",
    "float_parsing": "a number",
    "float_type": "a number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "model_type": "a table",
    "path_type": "the path of a file, in quotes",
    "string_type": "a text in quotes",
    "too_short": "filled: it is empty",
    "tuple_type": "a list in square brackets",
}
"""What a value of the right kind is, by pydantic's name for the fault."""


def sentences(error: ValidationError, source: str) -> Iterator[str]:
    """Yield a sentence for each fault, naming the file and the setting; never the value."""
    for fault in error.errors(include_input=False, include_url=False):
        where = ".".join(str(part) for part in fault["loc"]) or "the file"
        yield f"{source}: {where}{_complaint(fault)}."


def _complaint(fault: ErrorDetails) -> str:
    kind, context = fault["type"], fault.get("ctx", {})
    match kind:
        case "extra_forbidden":
            return " is not a setting: see docs/settings.md for all of them"
        case "missing":
            return " is missing: see screening.example.toml"
        case "enum" | "literal_error":
            return f" must be {context['expected']}"
        case "greater_than_equal":
            return f" must be {context['ge']} or more"
        case "greater_than":
            return f" must be more than {context['gt']}"
        case "less_than_equal":
            return f" must be {context['le']} or less"
        case "value_error":
            return f": {context['error']}"
    if kind in _MUST_BE:
        return f" must be {_MUST_BE[kind]}"
    return f" is not accepted: {fault['msg']}"
