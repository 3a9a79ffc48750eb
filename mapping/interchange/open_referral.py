"""Open Referral UK 3.0: services, organisations and their places, as its API answers them in JSON.

A service and the organisation that gives it become an entry each, and the service a member of it.
The same id on several rows, or in several files, is one entry: the first that says a field counts.
Names of contact people are left out.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from mapping.interchange import words
from mapping.interchange.merging import Json, Record, Records
from mapping.interchange.plan import Plan, PlannedConnection, PlannedElement
from mapping.interchange.points import trouble_with
from mapping.interchange.reading import open_text
from mapping.interchange.text import FileTrouble
from mapping.vocabulary import Kind

FILES: Final = "answers of an Open Referral UK 3.0 API in JSON: services, organisations, places"

_CHARITIES: Final = ("uk-chty", "gb-chc", "gb-sc", "gb-nic")
_DAYS: Final = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday",
    "SA": "Saturday", "SU": "Sunday",
}  # fmt: skip
_ACCESS: Final = {
    "wheelchair": "wheelchair",
    "induction loop": "hearing_loop",
    "hearing loop": "hearing_loop",
    "step-free": "step_free",
    "step free": "step_free",
    "accessible toilet": "accessible_toilet",
    "parking": "parking",
    "lift": "lift",
    "sign language": "sign_language",
}
_LONGEST_LINE: Final = 300


def read(paths: Sequence[Path]) -> Plan:
    """Read answers of an Open Referral UK API for an import.

    Raises
    ------
    FileTrouble
        If a file is not JSON, or holds nothing of Open Referral.
    """
    plan = Plan("open_referral")
    services, organisations = Records(plan), Records(plan)
    for path in paths:
        _read_file(plan, path, services, organisations)
    for record in organisations:
        _plan_organisation(plan, record, organisations)
    for record in services:
        _plan_service(plan, record)
    return plan


def _read_file(plan: Plan, path: Path, services: Records, organisations: Records) -> None:
    text = open_text(plan, path).text
    try:
        page = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        words_ = "is not JSON that we can read. Save the API's answer as it is, then try again."
        raise FileTrouble(f"{path.name} {words_}") from None
    rows = _rows_of(page)
    if not rows or not any(isinstance(row, dict) and row.get("id") for row in rows):
        raise FileTrouble(f"{path.name} holds no services or organisations of Open Referral.")
    _compare_total(plan, path, page, len(rows))
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or not row.get("id"):
            plan.findings.note("left_out", path.name, number, "id", "is missing")
        elif isinstance(row.get("service"), dict) and row["service"].get("id"):
            place = {name: value for name, value in row.items() if name != "service"}
            service = {**row["service"], "service_at_locations": [place]}
            _take_service(path.name, number, service, services, organisations, repeats=None)
        elif {"organization", "organization_id", "status", "schedules"} & row.keys():
            told = "was there before; its rows were read as one entry"
            _take_service(path.name, number, row, services, organisations, repeats=told)
        else:
            organisations.add(path.name, number, row)


def _rows_of(page: Any) -> list[Any]:
    if isinstance(page, dict) and isinstance(page.get("contents"), list):
        return list(page["contents"])
    return page if isinstance(page, list) else [page]


def _compare_total(plan: Plan, path: Path, page: Any, rows: int) -> None:
    total = page.get("total_items") if isinstance(page, dict) else None
    if isinstance(total, int) and total != rows:
        more = "the others may be on other pages" if total > rows else "all of them were read"
        told = f"says {total:,}, but {rows:,} rows follow; {more}"
        plan.findings.note("noticed", path.name, None, "total_items", told)


def _take_service(
    file: str,
    row: int,
    service: Json,
    services: Records,
    organisations: Records,
    *,
    repeats: str | None,
) -> None:
    organisation = service.get("organization")
    if isinstance(organisation, dict) and organisation.get("id"):
        organisations.add(file, row, organisation)
        service = {**service, "organization_id": organisation["id"]}
    services.add(file, row, service, repeats=repeats)


def _plan_organisation(plan: Plan, record: Record, organisations: Records) -> None:
    fields = _fields_of_body(plan, record)
    plan.elements.append(
        PlannedElement(f"organization {record.id}", record.file, record.row, fields)
    )
    parent = record.said.get("parent_organization_id")
    if parent and parent in organisations:
        _make_member(plan, record, "organization", f"organization {parent}")
    elif parent:
        told = "names an organisation that is in none of these files"
        plan.findings.note(
            "left_out", *record.where("parent_organization_id"), "parent_organization_id", told
        )


def _plan_service(plan: Plan, record: Record) -> None:
    status = str(record.said.get("status") or "active").casefold()
    if status != "active":
        told = f"is {words.plain(status)}, so the service was left out"
        plan.findings.note("left_out", *record.where("status"), "status", told)
        return
    fields = _fields_of_body(plan, record)
    _place(plan, record, fields)
    _open(plan, record, fields)
    _speak(plan, record, fields)
    plan.elements.append(PlannedElement(f"service {record.id}", record.file, record.row, fields))
    organisation = record.said.get("organization_id")
    if organisation:
        _make_member(plan, record, "service", f"organization {organisation}")


def _make_member(plan: Plan, record: Record, what: str, organisation: str) -> None:
    told = f"was read as member_of: that the {what} belongs to it, with no state yet"
    field = "organization" if what == "service" else "parent_organization_id"
    plan.findings.note("guessed", record.file, record.row, field, told)
    source = f"{what} {record.id}"
    line = PlannedConnection(
        f"{source} of {organisation}",
        record.file,
        record.row,
        source,
        organisation,
        {"type": "member_of"},
    )
    plan.connections.append(line)


def _fields_of_body(plan: Plan, record: Record) -> Json:
    """Return what services and organisations have alike."""
    said = record.said
    fields: Json = {"name": str(said.get("name") or ""), "extra": _extra(said)}
    fields["kind"] = _kind(plan, record)
    fields["offers"] = _offers(plan, record)
    fields["contact"] = _contact(plan, record)
    if "childmind" in words.plain(f"{said.get('name')} {said.get('description')}"):
        fields["at_home"] = True
        told = "at somebody's home, from \u2018childmind\u2019; it is shown by area only"
        plan.findings.note("guessed", record.file, record.row, "at_home", told)
    return {name: value for name, value in fields.items() if value not in (None, ())}


def _extra(said: Json) -> dict[str, str]:
    kept = (
        "description",
        "website",
        "url",
        "fees",
        "alert",
        "accreditations",
        "eligibility_description",
    )
    return {name: str(said[name]) for name in kept if said.get(name)}


def _kind(plan: Plan, record: Record) -> Kind:
    said = record.said
    schemes = [
        str(one.get("identifier_scheme", "")).casefold()
        for one in _dicts(said.get("organization_identifiers"))
    ]
    named = words.body_in(str(said.get("name", "")))
    described = words.body_in(str(said.get("description", "")))
    if any(scheme in _CHARITIES for scheme in schemes):
        kind, why = Kind.ORGANISATION, "its charity number"
    elif named:
        kind, why = named[0], f"\u2018{named[1]}\u2019 in its name"
    elif described:
        kind, why = described[0], f"\u2018{described[1]}\u2019 in its description"
    else:
        kind, why = Kind.ORGANISATION, "nothing that says otherwise"
    plan.findings.note("guessed", record.file, record.row, "kind", f"{kind}, from {why}")
    return kind


def _offers(plan: Plan, record: Record) -> tuple[str, ...]:
    """Guess care types from taxonomy terms and the name; from the description if they say none."""
    said = record.said
    labels = [
        str(value)
        for one in _dicts(said.get("attributes"))
        for value in (one.get("label"), one.get("value"), *_term(one))
        if value
    ]
    where = "its name or taxonomy"
    found = _care_types([str(said.get("name", "")), *labels])
    if not found:
        where = "its description"
        found = _care_types([str(said.get("description", ""))])
    for care_type, word in found.items():
        told = f"{care_type}, from \u2018{word}\u2019 in {where}"
        plan.findings.note("guessed", record.file, record.row, "offers", told)
    return tuple(sorted(found))


def _care_types(texts: Sequence[str]) -> dict[str, str]:
    return dict(pair for text in texts for pair in words.care_types_in(text))


def _term(attribute: Json) -> tuple[Any, ...]:
    term = attribute.get("taxonomy_term")
    return (term.get("name"), term.get("term")) if isinstance(term, dict) else ()


def _contact(plan: Plan, record: Record) -> str | None:
    said = record.said
    contacts = _dicts(said.get("contacts"))
    if any(one.get("name") for one in contacts):
        told = "the name of a contact person was left out"
        plan.findings.note("left_out", *record.where("contacts"), "contacts", told)
    phones = [
        one.get("number") for holder in (said, *contacts) for one in _dicts(holder.get("phones"))
    ]
    ways = [
        str(way)
        for way in (*phones, said.get("email"), said.get("website"), said.get("url"))
        if way
    ]
    kept = ", ".join(dict.fromkeys(ways))
    return _line(plan, record, "contact", kept)


def _place(plan: Plan, record: Record, fields: Json) -> None:
    """Take the first location that says where it is; say so if there are others."""
    locations = [
        one["location"]
        for one in _dicts(record.said.get("service_at_locations"))
        if isinstance(one.get("location"), dict)
    ]
    different = {str(one.get("id")) for one in locations}
    if len(different) > 1:
        told = f"has {len(different)} places; only the first was read"
        plan.findings.note(
            "left_out", *record.where("service_at_locations"), "service_at_locations", told
        )
    if locations:
        location: Json = {}
        for one in locations:
            if one.get("id") == locations[0].get("id"):
                location = {**one, **location}
        _point(plan, record, fields, location)
        _address(plan, record, fields, location)
        _accessibility(plan, record, fields, location)


def _point(plan: Plan, record: Record, fields: Json, location: Json) -> None:
    lon, lat = location.get("longitude"), location.get("latitude")
    if lon is None and lat is None:
        return
    trouble = trouble_with(lon, lat)
    if trouble:
        told = f"{trouble}, so it was left unplaced"
        plan.findings.note("left_out", *record.where("service_at_locations"), "latitude", told)
    else:
        fields |= {"lon": lon, "lat": lat}


def _address(plan: Plan, record: Record, fields: Json, location: Json) -> None:
    for address in _dicts(location.get("addresses"))[:1]:
        parts = (address.get(name) for name in ("address_1", "address_2", "city"))
        fields["address"] = _line(
            plan, record, "address", ", ".join(str(one) for one in parts if one)
        )
        if address.get("postal_code"):
            fields["postcode"] = str(address["postal_code"])
        if address.get("attention"):
            told = "a name at the address was left out"
            plan.findings.note("left_out", *record.where("service_at_locations"), "attention", told)


def _accessibility(plan: Plan, record: Record, fields: Json, location: Json) -> None:
    texts = [
        str(one.get("description") or one.get("accessibility") or "")
        for one in _dicts(location.get("accessibility"))
    ]
    if not any(texts):
        return
    fields["extra"]["accessibility"] = " ".join(filter(None, texts))
    told = words.plain(fields["extra"]["accessibility"])
    fields["access"] = tuple(sorted({slug for word, slug in _ACCESS.items() if word in told}))
    for slug in fields["access"]:
        plan.findings.note(
            "guessed",
            *record.where("service_at_locations"),
            "accessibility",
            f"{slug} from its words",
        )


def _open(plan: Plan, record: Record, fields: Json) -> None:
    times = []
    for schedule in _dicts(record.said.get("schedules")):
        days = [
            _DAYS.get(day.strip()[-2:].upper(), "")
            for day in str(schedule.get("byday") or "").split(",")
        ]
        hours = [
            str(schedule[name])[:5] for name in ("opens_at", "closes_at") if schedule.get(name)
        ]
        said = " ".join(filter(None, (", ".join(filter(None, days)), " to ".join(hours))))
        times.append(said or str(schedule.get("description") or ""))
        ends = str(schedule.get("valid_to") or "")
        if ends and ends < dt.datetime.now(dt.UTC).date().isoformat():
            told = f"ended on {ends}; its opening times were kept, so check them"
            plan.findings.note("noticed", *record.where("schedules"), "schedules", told)
    opening = _line(plan, record, "opening", "; ".join(filter(None, times)))
    if opening:
        fields["opening"] = opening


def _speak(plan: Plan, record: Record, fields: Json) -> None:
    spoken = []
    for one in _dicts(record.said.get("languages")):
        name = words.slug(str(one.get("name") or one.get("language") or one.get("code") or ""))
        if name:
            spoken.append(name)
        else:
            told = "a language is listed that says no name"
            plan.findings.note("left_out", *record.where("languages"), "languages", told)
    if spoken:
        fields["languages"] = tuple(spoken)


def _line(plan: Plan, record: Record, field: str, text: str) -> str | None:
    """Return a text that is short enough to be kept in one line; say so if it is not."""
    if len(text) > _LONGEST_LINE:
        told = f"has more than {_LONGEST_LINE} letters"
        plan.findings.note("left_out", record.file, record.row, field, told)
        return None
    return text or None


def _dicts(value: Any) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
