"""Accounts, signing in, invitations and keys, on both stores."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping import audit, care_maps, credentials, invitations, passwords, people, throttle, tokens
from mapping.policy import NotAllowed, NotFound, Reader
from mapping.refusals import AlreadyUsed, NotWellFormed, TooManyTries, WrongSignIn
from mapping.service import Service
from mapping.store import Store
from tests.helpers import PASSWORD, account, make_service, reader

Cypher = Callable[..., list[dict[str, object]]]


@pytest.fixture
def service(store: Store, tmp_path: Path) -> Service:
    return make_service(store, tmp_path)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.timedelta], None]:
    """Let time pass for everything that ends."""

    def pass_(span: dt.timedelta) -> None:
        now = (dt.datetime.now(dt.UTC) + span).isoformat(timespec="microseconds")
        monkeypatch.setattr(credentials, "instant", lambda: now.replace("+00:00", "Z"))

    return pass_


def sign_in(service: Service, email: str, password: str = PASSWORD, client: str = "here") -> Reader:
    secret = people.sign_in(service, email=email, password=password, client=client)
    found = people.reader_of_session(service, secret)
    assert found is not None
    return found


def actions(service: Service, chain: str = audit.SERVICE_CHAIN) -> list[str]:
    return [entry["action"] for entry in audit.entries(service, chain)]


def start_map(service: Service, account_id: str, *, mine: bool = False) -> str:
    opened = care_maps.create(service, reader(service, account_id), owner_name="Ivy", mine=mine)
    return opened.document.id


def invite(service: Service, account_id: str, care_map: str, role: str) -> str:
    """Invite somebody, and return the secret of the link."""
    invited = invitations.invite_to_care_map(
        service,
        reader(service, account_id),
        care_map,
        role,  # type: ignore[arg-type]
    )
    return invited.link_path.removeprefix("/invitations/")


class TestAccounts:
    def test_a_name_and_an_email_are_not_in_the_store(
        self, service: Service, cypher: Cypher
    ) -> None:
        account(service, "Ivy Adeyemi")
        kept = str(cypher("MATCH (n) RETURN properties(n) AS p"))
        assert "Ivy" not in kept
        assert "ivy@" not in kept

    def test_two_accounts_never_have_one_email(self, service: Service) -> None:
        account(service, "Ivy Adeyemi")
        with pytest.raises(NotWellFormed) as refused:
            people.create_administrator(
                service, name="Another", email=" IVY@Example.org ", password=PASSWORD
            )
        assert refused.value.field == "email"

    def test_of_two_at_once_with_one_email_one_is_made(self, service: Service) -> None:
        prepared = [
            people.prepared(service, name="Ivy", email="ivy@example.org", password=PASSWORD)
            for _ in range(4)
        ]

        def make(row: dict[str, object]) -> bool:
            try:
                service.write(lambda tx: people.write_account(tx, service, row))
            except NotWellFormed:
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(make, prepared)) == 1

    @pytest.mark.parametrize("email", ["ivy", "ivy@", "a b@example.org", "a@b@c", "x" * 300 + "@a"])
    def test_what_cannot_be_an_email_is_refused(self, service: Service, email: str) -> None:
        with pytest.raises(NotWellFormed, match="Write an email address"):
            people.create_administrator(service, name="Ivy", email=email, password=PASSWORD)

    def test_everything_done_with_an_account_is_in_the_audit_trail(self, service: Service) -> None:
        account(service, "Ivy Adeyemi")
        me = sign_in(service, "ivy@example.org")
        new = "quite another sentence"
        people.change_password(service, me, old=PASSWORD, new=new, client="here")
        made = tokens.make(service, me, label="My program", scopes=["read"], days=1)
        tokens.end(service, me, made.id)
        people.sign_out(service, me)
        assert actions(service) == [
            "account.created",
            "session.started",
            "password.changed",
            "token.made",
            "token.ended",
            "session.ended",
        ]
        assert audit.check(service) == []


class TestSigningIn:
    def test_the_right_password_opens_the_account(self, service: Service) -> None:
        made = account(service, "Ivy Adeyemi")
        found = sign_in(service, " Ivy@Example.ORG")
        assert (found.account_id, found.name, found.via) == (made, "Ivy Adeyemi", "session")

    @pytest.mark.usefixtures("passwords_cost_what_they_do")
    def test_known_and_unknown_addresses_get_the_same_answer_after_as_long(
        self, service: Service
    ) -> None:
        """Both check one argon2id hash, which takes tens of milliseconds here."""
        account(service, "Ivy Adeyemi")
        spent = {}
        for email in ("ivy@example.org", "nobody@example.org"):
            began = time.perf_counter()
            with pytest.raises(WrongSignIn) as refused:
                people.sign_in(service, email=email, password="not this one", client="here")
            spent[email] = time.perf_counter() - began
            assert str(refused.value) == ""
        assert min(spent.values()) > 0.01

    @pytest.mark.parametrize("email", ["ivy@example.org", "nobody@example.org"])
    def test_too_many_tries_for_one_address_have_to_wait(
        self, service: Service, email: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        account(service, "Ivy Adeyemi")
        monkeypatch.setattr(throttle, "MOST_FOR_AN_EMAIL", 2)
        for client in ("one", "two"):
            with pytest.raises(WrongSignIn):
                people.sign_in(service, email=email, password="wrong", client=client)
        with pytest.raises(TooManyTries) as refused:
            people.sign_in(service, email=email, password=PASSWORD, client="three")
        assert 0 < refused.value.wait <= 15 * 60

    def test_too_many_tries_from_one_client_have_to_wait(
        self, service: Service, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(throttle, "MOST_FROM_A_CLIENT", 1)
        with pytest.raises(WrongSignIn):
            people.sign_in(service, email="a@example.org", password="wrong", client="one")
        with pytest.raises(TooManyTries):
            people.sign_in(service, email="b@example.org", password="wrong", client="one")

    def test_the_count_begins_anew_after_a_quarter_of_an_hour(
        self,
        service: Service,
        monkeypatch: pytest.MonkeyPatch,
        later: Callable[[dt.timedelta], None],
    ) -> None:
        account(service, "Ivy Adeyemi")
        monkeypatch.setattr(throttle, "MOST_FOR_AN_EMAIL", 1)
        with pytest.raises(WrongSignIn):
            people.sign_in(service, email="ivy@example.org", password="wrong", client="here")
        later(dt.timedelta(minutes=16))
        assert sign_in(service, "ivy@example.org").name == "Ivy Adeyemi"

    def test_many_tries_at_once_are_all_counted(self, service: Service) -> None:
        with ThreadPoolExecutor(8) as pool:
            tries = [
                pool.submit(throttle.count_try, service, email="a@example.org", client="here")
                for _ in range(throttle.MOST_FOR_AN_EMAIL + 5)
            ]
        refused = [t for t in tries if isinstance(t.exception(), TooManyTries)]
        assert len(refused) == 5

    def test_a_session_ends_when_it_is_not_used(
        self, service: Service, later: Callable[[dt.timedelta], None]
    ) -> None:
        secret = people.start_session(service, account(service, "Ivy Adeyemi"))
        later(dt.timedelta(hours=11))
        assert people.reader_of_session(service, secret)
        later(dt.timedelta(hours=22))
        assert people.reader_of_session(service, secret)
        later(dt.timedelta(hours=35))
        assert people.reader_of_session(service, secret) is None

    def test_a_session_ends_after_14_days_however_much_it_is_used(
        self, service: Service, later: Callable[[dt.timedelta], None]
    ) -> None:
        secret = people.start_session(service, account(service, "Ivy Adeyemi"))
        for hours in range(10, 14 * 24, 10):
            later(dt.timedelta(hours=hours))
            assert people.reader_of_session(service, secret)
        later(dt.timedelta(days=14, minutes=1))
        assert people.reader_of_session(service, secret) is None

    def test_another_password_ends_the_other_sessions(self, service: Service) -> None:
        ivys = account(service, "Ivy Adeyemi")
        elsewhere = people.start_session(service, ivys)
        here = people.start_session(service, ivys)
        me = people.reader_of_session(service, here)
        assert me is not None
        people.change_password(
            service, me, old=PASSWORD, new="quite another sentence", client="here"
        )
        assert people.reader_of_session(service, elsewhere) is None
        assert people.reader_of_session(service, here)
        assert sign_in(service, "ivy@example.org", "quite another sentence")

    def test_signing_out_ends_the_session_in_the_store(self, service: Service) -> None:
        secret = people.start_session(service, account(service, "Ivy Adeyemi"))
        found = people.reader_of_session(service, secret)
        assert found is not None
        people.sign_out(service, found)
        assert people.reader_of_session(service, secret) is None


class TestDemonstration:
    def test_an_invented_person_is_chosen_without_a_password(
        self, store: Store, tmp_path: Path
    ) -> None:
        service = make_service(store, tmp_path, demo=True)
        ivys = people.create_account(
            service, name="Ivy", email="ivy@example.org", title="Team Owner", does="See your map."
        )
        assert [choice.name for choice in people.choices(service)] == ["Ivy"]
        secret = people.sign_in_as_choice(service, ivys)
        found = people.reader_of_session(service, secret)
        assert found is not None
        assert found.account_id == ivys
        assert not people.holds_real_accounts(service)

    def test_outside_it_nobody_can_be_chosen(self, service: Service) -> None:
        ivys = account(service, "Ivy Adeyemi")
        with pytest.raises(NotFound):
            people.choices(service)
        with pytest.raises(NotFound):
            people.sign_in_as_choice(service, ivys)
        assert people.holds_real_accounts(service)


class TestInvitations:
    def test_a_link_gives_its_role_once(self, service: Service) -> None:
        nadia, ivy, femi = (account(service, name) for name in ("Nadia", "Ivy", "Femi"))
        care_map = start_map(service, nadia)
        secret = invite(service, nadia, care_map, "owner")
        invitations.accept(service, reader(service, ivy), secret)
        assert reader(service, ivy).care_map_roles == {care_map: "owner"}
        with pytest.raises(AlreadyUsed, match="was used already"):
            invitations.accept(service, reader(service, femi), secret)
        assert reader(service, femi).care_map_roles == {}

    def test_of_many_who_open_it_at_once_one_comes_in(self, service: Service) -> None:
        ivy = account(service, "Ivy")
        care_map = start_map(service, ivy, mine=True)
        secret = invite(service, ivy, care_map, "viewer")
        others = [reader(service, account(service, f"Friend{n}")) for n in range(4)]

        def accept(friend: Reader) -> bool:
            try:
                invitations.accept(service, friend, secret)
            except AlreadyUsed:
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(accept, others)) == 1

    def test_it_tells_the_inviters_first_name_and_the_role_and_no_more(
        self, service: Service
    ) -> None:
        ivy = account(service, "Ivy Adeyemi")
        secret = invite(service, ivy, start_map(service, ivy, mine=True), "viewer")
        shown = invitations.look_at(service, secret, None)
        assert shown.inviter_first_name == "Ivy"
        assert shown.role == "viewer"
        assert shown.needs_account
        assert "Adeyemi" not in shown.model_dump_json()
        assert "care map" not in shown.model_dump_json()

    def test_it_runs_out_after_14_days(
        self, service: Service, later: Callable[[dt.timedelta], None]
    ) -> None:
        ivy = account(service, "Ivy")
        secret = invite(service, ivy, start_map(service, ivy, mine=True), "viewer")
        later(dt.timedelta(days=13, hours=23))
        assert invitations.look_at(service, secret, None)
        later(dt.timedelta(days=14, seconds=1))
        with pytest.raises(AlreadyUsed, match="has run out"):
            invitations.look_at(service, secret, None)

    def test_its_secret_is_not_in_the_store(self, service: Service, cypher: Cypher) -> None:
        ivy = account(service, "Ivy")
        secret = invite(service, ivy, start_map(service, ivy, mine=True), "viewer")
        assert secret not in str(cypher("MATCH (n) RETURN properties(n) AS p"))

    def test_a_newcomer_gets_an_account_with_it(self, service: Service) -> None:
        ivy = account(service, "Ivy")
        care_map = start_map(service, ivy, mine=True)
        session = invitations.accept_as_newcomer(
            service,
            invite(service, ivy, care_map, "viewer"),
            name="Rosa Delgado",
            email="rosa@example.org",
            password=PASSWORD,
            client="here",
        )
        rosa = people.reader_of_session(service, session)
        assert rosa is not None
        assert (rosa.name, rosa.care_map_roles) == ("Rosa Delgado", {care_map: "viewer"})
        assert actions(service, care_map)[-1] == "invitation.accepted"

    def test_a_newcomer_who_cannot_be_taken_leaves_the_link_as_it_was(
        self, service: Service
    ) -> None:
        ivy = account(service, "Ivy")
        secret = invite(service, ivy, start_map(service, ivy, mine=True), "viewer")
        with pytest.raises(NotWellFormed) as refused:
            invitations.accept_as_newcomer(
                service, secret, name="Rosa", email="r@example.org", password="short", client="here"
            )
        assert refused.value.field == "password"
        assert invitations.look_at(service, secret, None)

    def test_somebody_elses_email_needs_their_password(self, service: Service) -> None:
        ivy, rosa = account(service, "Ivy"), account(service, "Rosa")
        care_map = start_map(service, ivy, mine=True)
        secret = invite(service, ivy, care_map, "viewer")
        as_rosa: dict[str, Any] = {"name": "Rosa", "email": "rosa@example.org", "client": "here"}
        with pytest.raises(WrongSignIn):
            invitations.accept_as_newcomer(service, secret, password="not her one", **as_rosa)
        invitations.accept_as_newcomer(service, secret, password=PASSWORD, **as_rosa)
        assert reader(service, rosa).care_map_roles == {care_map: "viewer"}

    def test_an_editor_invites_the_owner_only_while_the_map_has_none(
        self, service: Service
    ) -> None:
        nadia, ivy, femi = (account(service, name) for name in ("Nadia", "Ivy", "Femi"))
        care_map = start_map(service, nadia)
        with pytest.raises(NotAllowed):
            invite(service, nadia, care_map, "viewer")
        first, second = (invite(service, nadia, care_map, "owner") for _ in range(2))
        invitations.accept(service, reader(service, ivy), first)
        with pytest.raises(NotAllowed):
            invite(service, nadia, care_map, "owner")
        with pytest.raises(AlreadyUsed, match="does not work any more"):
            invitations.accept(service, reader(service, femi), second)

    def test_nobody_accepts_their_own_invitation(self, service: Service) -> None:
        nadia = account(service, "Nadia")
        secret = invite(service, nadia, start_map(service, nadia), "owner")
        with pytest.raises(NotAllowed, match="for somebody else"):
            invitations.accept(service, reader(service, nadia), secret)

    def test_an_owner_who_opens_a_viewers_link_stays_owner(self, service: Service) -> None:
        ivy, otto = account(service, "Ivy"), account(service, "Otto")
        care_map = start_map(service, ivy, mine=True)
        for role in ("owner", "viewer"):
            secret = invite(service, ivy, care_map, role)
            invitations.accept(service, reader(service, otto), secret)
        assert reader(service, otto).care_map_roles == {care_map: "owner"}

    def test_an_administrator_cannot_be_let_into_a_map(self, service: Service) -> None:
        ivy, admin = account(service, "Ivy"), account(service, "Ada", "administrator")
        secret = invite(service, ivy, start_map(service, ivy, mine=True), "viewer")
        with pytest.raises(NotAllowed, match="kept apart"):
            invitations.accept(service, reader(service, admin), secret)

    def test_one_taken_back_does_not_work(self, service: Service) -> None:
        ivy = account(service, "Ivy")
        care_map = start_map(service, ivy, mine=True)
        secret = invite(service, ivy, care_map, "viewer")
        listed = invitations.people_of_care_map(service, reader(service, ivy), care_map)
        invitations.take_back(service, reader(service, ivy), care_map, listed.invitations[0].id)
        with pytest.raises(NotFound):
            invitations.look_at(service, secret, None)


class TestLosingARole:
    def test_it_takes_effect_at_once(self, service: Service) -> None:
        ivy, rosa = account(service, "Ivy"), account(service, "Rosa")
        care_map = start_map(service, ivy, mine=True)
        invitations.accept(service, reader(service, rosa), invite(service, ivy, care_map, "viewer"))
        session = people.start_session(service, rosa)
        invitations.remove_person(service, reader(service, ivy), care_map, rosa)
        open_page = people.reader_of_session(service, session)
        assert open_page is not None
        assert open_page.care_map_roles == {}

    def test_a_viewer_may_leave_but_not_remove_others(self, service: Service) -> None:
        ivy, rosa = account(service, "Ivy"), account(service, "Rosa")
        care_map = start_map(service, ivy, mine=True)
        invitations.accept(service, reader(service, rosa), invite(service, ivy, care_map, "viewer"))
        with pytest.raises(NotAllowed):
            invitations.remove_person(service, reader(service, rosa), care_map, ivy)
        invitations.remove_person(service, reader(service, rosa), care_map, rosa)
        assert reader(service, rosa).care_map_roles == {}

    def test_a_map_keeps_its_only_owner(self, service: Service) -> None:
        ivy = account(service, "Ivy")
        care_map = start_map(service, ivy, mine=True)
        with pytest.raises(NotAllowed, match="at least one owner"):
            invitations.remove_person(service, reader(service, ivy), care_map, ivy)

    def test_a_role_that_has_ended_counts_for_nothing(self, service: Service) -> None:
        ivy, rosa = account(service, "Ivy"), account(service, "Rosa")
        care_map = start_map(service, ivy, mine=True)
        service.write(
            lambda tx: tx.one(
                "give_care_map_role",
                account=rosa,
                care_map=care_map,
                role="editor",
                until="2026-01-01T00:00:00.000000Z",
            )
        )
        assert reader(service, rosa).care_map_roles == {}
        assert people.me(service, reader(service, rosa)).care_maps == ()


class TestKeysForPrograms:
    def test_a_key_acts_for_its_person_within_its_scopes(self, service: Service) -> None:
        ivy = account(service, "Ivy")
        made = tokens.make(
            service, reader(service, ivy), label="My diary", scopes=["read"], days=30
        )
        found = tokens.reader_of_token(service, made.secret)
        assert found is not None
        assert (found.account_id, found.via) == (ivy, "token")
        assert found.scopes == {"read"}
        listed = tokens.mine(service, reader(service, ivy))
        assert [(one.id, one.label) for one in listed] == [(made.id, "My diary")]
        assert made.secret not in str(listed)

    def test_a_key_ends(self, service: Service, later: Callable[[dt.timedelta], None]) -> None:
        ivy = reader(service, account(service, "Ivy"))
        one, other = (
            tokens.make(service, ivy, label="P", scopes=["read"], days=2) for _ in range(2)
        )
        tokens.end(service, ivy, one.id)
        assert tokens.reader_of_token(service, one.secret) is None
        later(dt.timedelta(days=2, seconds=1))
        assert tokens.reader_of_token(service, other.secret) is None

    def test_nobody_ends_anothers_key(self, service: Service) -> None:
        ivy, rosa = (reader(service, account(service, name)) for name in ("Ivy", "Rosa"))
        made = tokens.make(service, ivy, label="P", scopes=["read"], days=2)
        with pytest.raises(NotFound):
            tokens.end(service, rosa, made.id)
        assert tokens.reader_of_token(service, made.secret)


class TestPasswords:
    @pytest.mark.parametrize(
        "password",
        [
            *("password1234", "Password!2026", "123456789012", "qwertyuiop12", "aaaaaaaaaaaa"),
            *("passwordpassword", "abcabcabcabc", "nadia@example.org", "abcdefghijklm"),
            *("iloveyou!!!!", "00000000000000", "letmein12345"),
        ],
    )
    def test_what_is_easily_guessed_is_refused(self, password: str) -> None:
        with pytest.raises(NotWellFormed, match="easily guessed"):
            passwords.check_is_good(password, email="nadia@example.org")

    @pytest.mark.parametrize(
        "password", [PASSWORD, "gatto verde piove", "Tr0ub4dor&3 x9", "סיסמה ארוכה שלי"]
    )
    def test_a_few_words_are_fine(self, password: str) -> None:
        passwords.check_is_good(password)

    @given(st.text(max_size=passwords.SHORTEST - 1) | st.text(min_size=passwords.LONGEST + 1))
    def test_shorter_than_12_and_longer_than_200_are_refused(self, password: str) -> None:
        with pytest.raises(NotWellFormed):
            passwords.check_is_good(password)

    @pytest.mark.usefixtures("passwords_cost_what_they_do")
    def test_the_hash_that_nobodys_password_fits_is_in_todays_shape(self) -> None:
        """So that checking it takes as long as checking any other."""
        assert passwords.NOBODYS.split("$")[:4] == passwords.hashed(PASSWORD).split("$")[:4]
        assert not passwords.fits(PASSWORD, None)
