"""How passwords are kept."""

import unicodedata

from argon2 import PasswordHasher

from intranet.people.accounts.passwords import (
    hash_password,
    kinds_of_signs,
    needs_new_hash,
    random_password,
    verify,
)


def test_a_password_opens_only_its_own_hash() -> None:
    kept = hash_password("Hoa-Đào-2027")
    assert verify(kept, "Hoa-Đào-2027")
    assert verify(kept, unicodedata.normalize("NFD", "Hoa-Đào-2027"))
    assert not verify(kept, "Hoa-Đào-2028")
    assert "Hoa" not in kept


def test_nobody_has_an_empty_or_broken_hash() -> None:
    assert not verify("", "")
    assert not verify("gibberish", "gibberish")


def test_a_hash_of_weaker_parameters_is_to_be_renewed() -> None:
    assert needs_new_hash(PasswordHasher(time_cost=1, memory_cost=1024).hash("x"))
    assert not needs_new_hash(hash_password("x"))


def test_random_passwords_keep_the_rule_and_differ() -> None:
    made = {random_password() for _time in range(50)}
    assert len(made) == 50
    assert all(kinds_of_signs(one) == 4 and len(one) == 14 for one in made)
