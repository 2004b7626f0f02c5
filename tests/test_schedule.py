"""When briefings are due and when chats are quiet, in every zone, over changes of the clocks."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.people.schedule import BadTime, QuietHours, Schedule, UnknownZone, find_zone

# Zones whose clocks change by an hour, by half an hour, at midnight, and never; and one that once
# left out a whole day.
ZONES = [ZoneInfo(name) for name in ("Europe/Kyiv", "America/New_York", "Australia/Lord_Howe",
                                     "America/Santiago", "Asia/Kathmandu", "Pacific/Apia",
                                     "UTC")]  # fmt: skip
KYIV = ZoneInfo("Europe/Kyiv")

zones = st.sampled_from(ZONES)
moments = st.datetimes(datetime(2009, 1, 1), datetime(2034, 1, 1)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=UTC)
)
minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
schedules = st.builds(Schedule, minutes, st.none() | st.integers(0, 6))


def local(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%a %Y-%m-%d %H:%M}"


@given(schedules, moments, zones)
def test_the_next_time_is_later_and_shows_the_wanted_hour(
    schedule: Schedule, after: datetime, zone: ZoneInfo
) -> None:
    due = schedule.next_due(after, zone)
    assert after < due
    shown = due.astimezone(zone)
    if (shown.hour, shown.minute) != (schedule.at.hour, schedule.at.minute):
        # Only because the clocks were put forward over it: no clock showed that time.
        skipped = datetime.combine(shown.date(), schedule.at, zone)
        back = skipped.astimezone(UTC).astimezone(zone)
        assert back.time() != schedule.at or back.date() != skipped.date()


@given(schedules, moments, zones)
def test_it_comes_once_a_day_or_once_a_week(
    schedule: Schedule, after: datetime, zone: ZoneInfo
) -> None:
    first = schedule.next_due(after, zone)
    second = schedule.next_due(first, zone)
    period = timedelta(days=7 if schedule.is_weekly else 1)
    # The clocks move by an hour at most, but one zone has left out a day.
    slack = timedelta(hours=25 if zone.key == "Pacific/Apia" else 1)
    assert abs(second - first - period) <= slack


@given(schedules, moments, st.floats(0, 1), zones)
def test_nothing_is_due_between_now_and_the_next_time(
    schedule: Schedule, after: datetime, share: float, zone: ZoneInfo
) -> None:
    due = schedule.next_due(after, zone)
    between = after + (due - after) * share
    if between < due:
        assert schedule.next_due(between, zone) == due


def test_the_hour_stays_when_the_clocks_change() -> None:
    daily = Schedule.parse("daily 07:00")
    due = datetime(2031, 3, 28, 12, tzinfo=UTC)
    shown = []
    for _ in range(3):
        due = daily.next_due(due, KYIV)
        shown.append((local(due, KYIV), f"{due:%H:%M}"))
    assert shown == [
        ("Sat 2031-03-29 07:00", "05:00"),
        ("Sun 2031-03-30 07:00", "04:00"),  # clocks were put forward that night
        ("Mon 2031-03-31 07:00", "04:00"),
    ]


def test_a_skipped_hour_comes_later_and_a_repeated_one_once() -> None:
    skipped = Schedule.parse("daily 03:30").next_due(datetime(2031, 3, 29, 12, tzinfo=UTC), KYIV)
    assert local(skipped, KYIV) == "Sun 2031-03-30 04:30"
    night = datetime(2031, 10, 25, 12, tzinfo=UTC)
    first = Schedule.parse("daily 03:30").next_due(night, KYIV)
    second = Schedule.parse("daily 03:30").next_due(first, KYIV)
    assert (local(first, KYIV), local(second, KYIV)) == (
        "Sun 2031-10-26 03:30",
        "Mon 2031-10-27 03:30",
    )


def test_a_week_has_its_day() -> None:
    due = Schedule.parse("weekly Monday 7:05").next_due(datetime(2031, 3, 4, tzinfo=UTC), KYIV)
    assert local(due, KYIV) == "Mon 2031-03-10 07:05"


@given(schedules)
def test_what_is_written_is_read_again(schedule: Schedule) -> None:
    assert Schedule.parse(str(schedule)) == schedule


@pytest.mark.parametrize(
    "text",
    ["", "daily", "daily 25:00", "daily 7", "weekly 07:00", "weekly mo 07:00", "weekly x 07:00",
     "hourly 07:00", "daily 07:00 07:00", "daily ٠٧:٠٠"],
)  # fmt: skip
def test_what_is_no_schedule_is_refused(text: str) -> None:
    with pytest.raises(BadTime):
        Schedule.parse(text)


@pytest.mark.parametrize("text", ["", "22:00", "22:00-", "07:00-07:00", "22-7", "22:00-24:00"])
def test_what_are_no_quiet_hours_is_refused(text: str) -> None:
    with pytest.raises(BadTime):
        QuietHours.parse(text)


@pytest.mark.parametrize(
    ("hours", "clock", "quiet"),
    [
        ("22:00-07:00", "21:59", False),
        ("22:00-07:00", "22:00", True),
        ("22:00–07:00", "03:00", True),
        ("22:00-07:00", "07:00", False),
        ("13:00-14:30", "14:29", True),
        ("13:00-14:30", "03:00", False),
    ],
)
def test_quiet_hours_may_run_over_midnight(hours: str, clock: str, quiet: bool) -> None:
    hour, minute = map(int, clock.split(":"))
    moment = datetime(2031, 7, 4, hour, minute, tzinfo=KYIV)
    assert QuietHours.parse(hours).covers(moment.astimezone(UTC), KYIV) is quiet


def test_zones_go_by_their_names_or_cities() -> None:
    named = ("Europe/Kyiv", "europe/kyiv", "kyiv", "New York", "america/new york", "UTC")
    assert [find_zone(name).key for name in named] == [
        "Europe/Kyiv", "Europe/Kyiv", "Europe/Kyiv", "America/New_York", "America/New_York", "UTC",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Atlantis", "../../etc/passwd", "/etc/localtime", "", "Europe"])
def test_other_zones_are_refused(name: str) -> None:
    with pytest.raises(UnknownZone):
        find_zone(name)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_understood_or_refused(text: str) -> None:
    for read in (Schedule.parse, QuietHours.parse, find_zone):
        with suppress(BadTime):
            read(text)


@pytest.mark.parametrize("name", ["europe/kiyv", "Kiyv"])
def test_a_misspelt_zone_gets_suggestions(name: str) -> None:
    with pytest.raises(UnknownZone) as caught:
        find_zone(name)
    assert "Europe/Kyiv" in caught.value.nearest
