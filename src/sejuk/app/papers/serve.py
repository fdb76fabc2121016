"""Papers of a night for those who may see it."""

from __future__ import annotations

from datetime import date

from sejuk.app.access import allowed, require_area
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
from sejuk.app.papers.week import week_in
from sejuk.model.night import NightAccount
from sejuk.problems import refuse

FIRST_YEAR, LAST_YEAR = 1970, 2999
"""Of weeks that calendars and time zones know."""
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


@allowed("night.account")
def read_review(call: Call, district: str, day: date | None) -> bytes:
    """The review of the week of a day. Raises `not_your_area`, `district_unknown`."""
    # The typesetter is 80 MB that only papers need.
    from sejuk.reporting.papers.review import review_pdf  # noqa: PLC0415

    require_area(call.actor, district)
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise refuse("request_invalid", detail=f"week: {FIRST_YEAR} … {LAST_YEAR}")
    return review_pdf(week_in(call.record, district, day, call.now))
