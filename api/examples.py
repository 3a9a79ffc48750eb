"""An example for every operation of the OpenAPI document: what to send, and what comes back.

Bodies are written here by hand, by the name of their operation. Answers are put together from
their own descriptions, with words for what has a name; a test holds both to the schemas. Examples
are of invented people.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

JSON: Final = "application/json"

MAP: Final = "019c0a1e-7a00-7000-8000-000000000001"
IVY: Final = "019c0a1e-7a00-7000-8000-000000000002"
ROSA: Final = "019c0a1e-7a00-7000-8000-000000000003"
PLACE: Final = "019c0a1e-7a00-7000-8000-000000000004"
CLUB: Final = "019c0a1e-7a00-7000-8000-000000000005"
NEW: Final = "019c0a1e-7a00-7000-8000-000000000006"
OTHER: Final = "019c0a1e-7a00-7000-8000-000000000007"
DAY: Final = "2026-11-30"
MOMENT: Final = "2026-11-30T10:00:00.000000Z"

_CYPHER: Final = "RETURN 1 AS one"
_ROSA: Final = {"id": ROSA, "scope": MAP, "kind": "person", "name": "Rosa Delgado"}
_REMARK: Final = {"about_kind": "element", "about": CLUB, "text": "It meets on Tuesdays now."}
_SPOT: Final = {"x": 0, "y": 0, "width": 700}
_ANSWER: Final = {"accepts": True}

BODIES: Final[dict[str, Any]] = {
    "sign_in_as_choice": {"account_id": IVY},
    "sign_in": {"email": "ivy@example.org", "password": "three plain words of mine"},
    "change_password": {"old": "three plain words of mine", "new": "four other words of mine"},
    "make_token": {"label": "My notebook", "scopes": ["read"], "days": 30},
    "accept_invitation": {"name": "Rosa Delgado", "email": "rosa@example.org", "password": "a b c"},
    "decline_invitation": {"reason": "I have no time this year."},
    "start_care_map": {"owner_name": "Ivy Adeyemi", "mine": True},
    "save_edit": {
        "id": NEW,
        "scope": MAP,
        "base": 0,
        "steps": [
            {
                "does": "add",
                "element": _ROSA,
                "figure": {"element_id": ROSA, "x": 300, "y": 0, "presence": "nearby"},
            }
        ],
    },
    "set_care_map_state": {"state": "closed"},
    "set_review_date": {"review_on": DAY},
    "set_until": {"until": DAY},
    "invite_to_care_map": {"role": "viewer"},
    "note_print": {"what": "picture"},
    "keep_drawing": {"sentence": "After Ivy came home.", "present": ["Ivy", "Rosa"]},
    "keep_plan": {"plan": {"without": [ROSA]}},
    "keep_tracing": {"picture": "/9j/2wBDAA==", "placement": _SPOT},
    "place_tracing": _SPOT,
    "erase_person": {"element_id": ROSA, "leave": "gap"},
    "take_map_away": {"sure": True},
    "set_retention": {"keep_until": DAY},
    "give_consent": {
        "about": [ROSA],
        "about_kind": "element",
        "purpose": "neighbourhood",
        "detail": "first_name",
        "wording": "neighbourhood-1",
    },
    "take_back_consent": {"about": "everything", "purpose": "evaluation"},
    "set_told": {"told": "agreed", "told_on": DAY},
    "ask_for_access": {"address": f"/care-maps/{MAP}", "sentence": "I am Ivy's niece."},
    "let_in": {"role": "viewer", "until": DAY},
    "refuse_asked": {"sentence": "Not now. Please ring me."},
    "state_acting": {"ground": "own_consent"},
    "set_hidden": {"hidden": True},
    "ask_to_join": {"element_id": ROSA, "gives": ["meals"]},
    "confirm_asking": {"it_is_them": True, "said": "At the kitchen table."},
    "join_in_person": {"element_id": ROSA, "said": "At the kitchen table.", "gives": ["meals"]},
    "offer_hat": {"hat": "rota_wrangler", "until": DAY},
    "answer_hat": {"side": "person", "agrees": True, "said": "On the telephone."},
    "correct_own_details": {"name": "Rosa Delgado"},
    "say_own_care": {"gives": ["meals", "errands"]},
    "say_own_shown": {"shown": False},
    "answer_own_hat": {"agrees": False, "reason": "Not this year."},
    "set_same_person": {"places": [ROSA, OTHER], "linked": True},
    "say_on_map": {**_REMARK, "about": ROSA, "text": "She comes every week."},
    "answer_on_map": _ANSWER,
    "say_in_neighbourhood": _REMARK,
    "answer_in_neighbourhood": _ANSWER,
    "say_of_own_place": {"text": "I moved away."},
    "suggest": {"entry": {"kind": "group", "name": "Tanyard lunch club", "offers": ["meals"]}},
    "decide": _ANSWER,
    "propose_from_map": {"element_id": CLUB, "fields": ["offers"]},
    "place_figures": {"places": [{"element": CLUB, "x": 0.5, "y": -0.25}], "moved": True},
    "save_view": {"name": "Meals", "shown": "?care=meals"},
    "change_directory": {"id": NEW, "steps": [{"does": "expect", "what": "health_care_provider"}]},
    "undo_change": {"id": NEW},
    "merge_entries": {"id": NEW, "take": ["contact"]},
    "run_cypher": {
        "cypher": _CYPHER,
        "parameters": {},
    },
    "invite_to_service": {"service_roles": ["analyst"]},
    "search_for_person": {"name": "Rosa Delgado", "reviewer_email": "femi@example.org"},
}
"""What to send, by the operation's name."""

_RELEASE: Final = {
    "release": NEW,
    "release_name": "Larkmead, November 2026",
    "made_at": MOMENT,
}
ANSWERS: Final[dict[str, Any]] = {
    "ask_release": {
        **_RELEASE,
        "query": "care_types_given",
        "words": "How often each type of care is given",
        "definition": "A tie of care counts once for each type of care in it.",
        "parameters": {"formality": "gifted"},
        "columns": [
            {"name": "care_type", "words": "Type of care", "counts_people": False},
            {"name": "mentions", "words": "Mentions", "counts_people": True},
        ],
        "rows": [
            {"care_type": "meals", "mentions": 10, "mentions_hidden": False},
            {"care_type": "money", "mentions": None, "mentions_hidden": True},
        ],
        "notes": ["* means that fewer than 8 people are behind the number, so it is hidden."],
    },
    "list_queries": [
        {
            "name": "care_types_given",
            "topic": "wealth",
            "words": "How often each type of care is given",
            "definition": "A tie of care counts once for each type of care in it.",
            "parameters": [
                {
                    "name": "formality",
                    "words": "Given freely, or paid",
                    "values": ["gifted", "paid"],
                    "usual": "gifted",
                }
            ],
            "columns": [{"name": "mentions", "words": "Mentions", "counts_people": True}],
            "example": "queries/care_types_given?formality=gifted",
        }
    ],
    "run_cypher": {
        **_RELEASE,
        "columns": ["one"],
        "rows": [[1]],
        "more": False,
        "notes": [],
    },
}
"""What comes back, where its description alone would make a poor example."""

PATHS: Final[dict[str, str]] = {
    "care_map_id": MAP,
    "neighbourhood_id": PLACE,
    "element_id": ROSA,
    "entry_id": CLUB,
    "other_id": OTHER,
    "hat": "rota_wrangler",
    "secret": "the-end-of-the-link",
}
"""What stands in an address, by its name there; an id if nothing is said."""

NAMES: Final[dict[str, str]] = {"ask_release": "care_types_given"}
"""What is asked for by name, by the operation's name; a report if nothing is said."""

WORDS: Final[dict[str, Any]] = {
    **PATHS,
    "email": "ivy@example.org",
    "name": "Rosa Delgado",
    "label": "Rosa",
    "title": "Care map of Ivy",
    "scope": MAP,
    "type": "cares_for",
    "from": ROSA,
    "to": IVY,
    "sentence": "After Ivy came home.",
    "definition": "How many people are tied to one another, each counted once.",
    "words": "Who gives care, by kind and sector",
    "cypher": _CYPHER,
    "topic": "wealth",
    "query": "care_types_given",
    "example": "queries/care_types_given?formality=gifted",
    "release_name": "Larkmead, November 2026",
    "at": MOMENT,
    **dict.fromkeys(("id", "by", "account", "release"), NEW),
    **dict.fromkeys(("element", "about"), ROSA),
    "neighbourhood": PLACE,
    "role": "viewer",
    "state": "open",
    "kind": "person",
    "sector": "informal",
    "formality": "gifted",
    "frequency": "weekly",
    "detail": "first_name",
    "purpose": "neighbourhood",
}
"""What a text of this name is in an answer; any that ends in `_at` is a moment, in `_id` an id."""


def add_examples(document: dict[str, Any]) -> None:
    """Put an example into every operation of an OpenAPI document."""
    schemas = document["components"]["schemas"]
    for methods in document["paths"].values():
        for operation in methods.values():
            _add_to(operation, schemas)


def _add_to(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    name = operation["operationId"]
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            parameter["example"] = {**PATHS, "name": NAMES.get(name, "wealth")}.get(
                parameter["name"], NEW
            )
    if "requestBody" in operation and name in BODIES:
        operation["requestBody"]["content"][JSON]["example"] = BODIES[name]
    for status, answer in operation["responses"].items():
        content = answer.get("content", {}).get(JSON)
        if status.startswith("2") and content:
            content["example"] = ANSWERS.get(name) or example_of(content["schema"], schemas)


def example_of(
    schema: dict[str, Any], schemas: dict[str, Any], name: str = "", within: tuple[str, ...] = ()
) -> Any:
    """Return a value as a JSON schema describes it.

    Parameters
    ----------
    schema, schemas
        What to make, and the schemas that it may name.
    name
        What it is called where it stands.
    within
        The named schemas that it is part of: of what holds itself there is no second.
    """
    if "$ref" in schema:
        own = schema["$ref"].rsplit("/", 1)[1]
        return example_of(schemas[own], schemas, name, (*within, own))
    for said in ("const", "default"):
        if said in schema:
            return schema[said]
    for said in ("examples", "enum"):
        if schema.get(said):
            return schema[said][0]
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return example_of(_first(schema[choice], within), schemas, name, within)
    return _of_type(schema, schemas, name, within)


def _first(choices: list[dict[str, Any]], within: tuple[str, ...]) -> dict[str, Any]:
    """Return the first choice that does not hold itself."""
    fine = (one for one in choices if one.get("$ref", "").rsplit("/", 1)[-1] not in within)
    return next(fine, choices[-1])


def _of_type(
    schema: dict[str, Any], schemas: dict[str, Any], name: str, within: tuple[str, ...]
) -> Any:
    kind = schema.get("type")
    if kind == "object":
        fields = schema.get("properties", {})
        return {key: example_of(one, schemas, key, within) for key, one in fields.items()}
    if kind == "array":
        return list(_items(schema, schemas, name, within))
    if kind in {"integer", "number"}:
        return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
    return {"boolean": True, "string": _text(schema, name)}.get(str(kind))


def _items(
    schema: dict[str, Any], schemas: dict[str, Any], name: str, within: tuple[str, ...]
) -> Iterator[Any]:
    for one in schema.get("prefixItems", ()):
        yield example_of(one, schemas, name, within)
    items = schema.get("items")
    holds_itself = isinstance(items, dict) and items.get("$ref", "").rsplit("/", 1)[-1] in within
    if isinstance(items, dict) and not holds_itself:
        yield example_of(items, schemas, name.removesuffix("s"), within)


def _text(schema: dict[str, Any], name: str) -> str:
    if schema.get("format") == "date":
        return DAY
    if schema.get("format") == "date-time" or name.endswith("_at"):
        return str(WORDS["at"])
    if name in WORDS:
        return str(WORDS[name])
    if "A-Z" in schema.get("pattern", ""):
        return NEW
    return "meals" if "pattern" in schema else "Something in plain words."
