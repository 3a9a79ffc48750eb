"""Writers to the embedded store take turns, first come first served."""

import threading
import time

import pytest

from mapping.store.turns import TooLong, Turns


def test_turns_are_taken_in_the_order_of_coming() -> None:
    turns, took = Turns(), []

    def take(number: int) -> None:
        with turns.wait(5):
            took.append(number)

    with turns.wait(5):
        waiting = [threading.Thread(target=take, args=(number,)) for number in range(10)]
        for number, thread in enumerate(waiting, start=2):
            thread.start()
            while len(turns._queue) < number:
                time.sleep(0.001)
    for thread in waiting:
        thread.join()
    assert took == list(range(10))


def test_who_waited_too_long_goes_and_holds_nobody_up() -> None:
    turns = Turns()
    with turns.wait(5), pytest.raises(TooLong), turns.wait(0.01):
        pass
    with turns.wait(0.01):
        assert len(turns._queue) == 1


def test_a_turn_is_given_back_when_the_work_raises() -> None:
    turns = Turns()
    with pytest.raises(KeyError), turns.wait(1):
        raise KeyError("fault")
    with turns.wait(0.01):
        assert len(turns._queue) == 1
