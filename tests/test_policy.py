"""Who may do what: what the table promises whatever it says."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping import policy
from mapping.policy import (
    CARE_MAP_ROLES,
    DRAWS_THERE,
    NEIGHBOURHOOD_ROLES,
    RULES,
    SERVICE_ROLES,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Reader,
)

PAGE = Path(__file__).parent.parent / "docs" / "who-may-do-what.md"

things = st.sampled_from(["here", "elsewhere"])
readers = st.builds(
    Reader,
    account_id=st.just("grace"),
    name=st.just("Grace"),
    service_roles=st.frozensets(st.sampled_from(SERVICE_ROLES), max_size=1),
    care_map_roles=st.dictionaries(things, st.sampled_from(CARE_MAP_ROLES)),
    neighbourhood_roles=st.dictionaries(things, st.sampled_from(NEIGHBOURHOOD_ROLES)),
    draws_in=st.frozensets(things),
    via=st.sampled_from(["session", "token"]),
    scopes=st.frozensets(st.sampled_from(["read", "draw"])),
)
actions = st.sampled_from(sorted(RULES))


def passes(
    reader: Reader | None, action: str, thing: str = "here", *, sometimes: bool = False
) -> bool:
    try:
        policy.check(reader, action, thing, sometimes=sometimes)
    except (NotSignedIn, NotFound, NotAllowed):
        return False
    return True


@given(readers, actions)
def test_nobody_without_a_role_ever_passes(reader: Reader, action: str) -> None:
    rule = RULES[action]
    if rule.on in {"care_map", "neighbourhood"} and not reader.roles_on(rule.on, "here"):
        with pytest.raises(NotFound):
            policy.check(reader, action, "here", sometimes=True)


@given(readers, actions)
def test_whoever_passes_has_a_role_that_the_table_names(reader: Reader, action: str) -> None:
    rule = RULES[action]
    if rule.on not in {"open", "signed_in"} and passes(reader, action):
        assert reader.roles_on(rule.on, "here") & rule.roles


@given(actions)
def test_nobody_signed_in_passes_only_where_it_is_open(action: str) -> None:
    if RULES[action].on == "open":
        policy.check(None, action)
    else:
        with pytest.raises(NotSignedIn):
            policy.check(None, action, "here", sometimes=True)


@given(readers, actions)
def test_who_runs_the_service_never_opens_a_map_or_a_neighbourhood(
    reader: Reader, action: str
) -> None:
    if reader.service_roles and RULES[action].on in {"care_map", "neighbourhood"}:
        with pytest.raises(NotFound):
            policy.check(reader, action, "here", sometimes=True)


@given(readers, actions)
def test_a_program_does_only_what_its_scopes_let_it(reader: Reader, action: str) -> None:
    rule = RULES[action]
    if reader.via == "token" and rule.on != "open" and passes(reader, action):
        assert rule.scope in reader.scopes


@given(readers, actions)
def test_a_circumstance_gives_its_own_roles_and_no_others(reader: Reader, action: str) -> None:
    rule = RULES[action]
    if passes(reader, action, sometimes=True) and not passes(reader, action):
        assert reader.roles_on(rule.on, "here") & rule.sometimes.keys()


def test_the_team_owner_can_do_all_that_anybody_can_on_their_map() -> None:
    """Equality (domain.md): what a professional can do to a map, its owner can."""
    for rule in RULES.values():
        if rule.on == "care_map":
            assert "owner" in rule.roles


def test_sharing_and_rights_are_never_given_by_a_program() -> None:
    for action in ("care_map.consent", "care_map.invite", "care_map.people", "account.invite"):
        assert RULES[action].scope is None


def test_someone_drawing_in_a_neighbourhood_sees_its_directory_only() -> None:
    drawing = Reader("grace", "Grace", draws_in=frozenset({"here"}))
    assert drawing.roles_on("neighbourhood", "here") == {DRAWS_THERE}
    assert passes(drawing, "neighbourhood.directory")
    with pytest.raises(NotAllowed, match="Only its organisers and its members can do this"):
        policy.check(drawing, "neighbourhood.read", "here")


def test_the_page_of_who_may_do_what_is_current() -> None:
    """Made anew by `care-mapping rights docs/who-may-do-what.md`."""
    assert PAGE.read_text(encoding="utf-8") == policy.page()
