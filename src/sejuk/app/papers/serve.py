"""Papers of a night for those who may see it."""

from __future__ import annotations

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.orders.read import read_order
from sejuk.app.papers.make import (
    OrderForm,
    OwnWords,
    ReturnForm,
    account_in,
    activity_text,
    order_file,
    release_text,
    return_file,
    sheet_in,
)
from sejuk.model.night import NightAccount

PACKAGED = OwnWords()
"""The package's words: a server's folder holds none of its own yet."""


@allowed("night.account")
def read_night_account(call: Call, order: str) -> NightAccount:
    """The figures that all papers share.

    Raises `order_unknown`, `not_your_area`, `night_not_begun`, `district_unknown`.
    """
    read_order(call, order)
    return account_in(call.record, order, call.now)


@allowed("night.account")
def read_activity(call: Call, order: str) -> bytes:
    """Raises as `read_night_account`."""
    return activity_text(read_night_account(call, order), PACKAGED).encode()


@allowed("night.account")
def read_release(call: Call, order: str) -> bytes:
    """Raises as `read_night_account`."""
    return release_text(read_night_account(call, order), PACKAGED).encode()


@allowed("night.account")
def read_return(call: Call, order: str, form: ReturnForm) -> bytes:
    """Raises as `read_night_account`."""
    return return_file(read_night_account(call, order), PACKAGED, form)


@allowed("order.read")
def read_sheet(call: Call, order: str, form: OrderForm, url: str) -> bytes:
    """Raises `order_unknown`, `not_your_area`, `district_unknown`."""
    read_order(call, order)
    return order_file(sheet_in(call.record, order, PACKAGED, url), form)
