"""Whose turn it is, among hosts that answer and hosts that do not."""

from opgavenkaart.processing.model.trust import server_of
from opgavenkaart.processing.sources.network.hosts import LATER_STRIKES, STRIKES, Hosts, HostSlots
from opgavenkaart.processing.sources.network.requests import Limits

LIMITS = Limits(a_host=3, at_once=5)


def queued(**jobs) -> Hosts:
    hosts = Hosts(LIMITS)
    for host, count in jobs.items():
        for number in range(count):
            hosts.add(host, number)
    return hosts


def started(hosts: Hosts, now: float = 0.0) -> list[tuple]:
    return list(hosts.next_jobs(now))


def test_a_host_gets_one_request_until_it_answers_and_then_its_share():
    hosts = queued(a=10)
    assert started(hosts) == [("a", 0)]
    assert started(hosts) == []
    hosts.done("a", alive=True)
    assert started(hosts) == [("a", 1), ("a", 2), ("a", 3)]


def test_no_more_run_at_once_than_allowed_and_hosts_take_turns():
    hosts = queued(a=1, b=1, c=1, d=1, e=1, f=1)
    assert [host for host, _ in started(hosts)] == ["a", "b", "c", "d", "e"]
    hosts.done("a", alive=True)
    assert [host for host, _ in started(hosts)] == ["f"]


def test_a_silent_host_is_given_up():
    hosts = queued(dead=10)
    for _ in range(STRIKES):
        assert list(hosts.given_up()) == []
        assert len(started(hosts)) == 1
        hosts.done("dead", alive=False)
    assert list(hosts.given_up()) == list(range(STRIKES, 10))
    assert started(hosts) == []


def test_a_host_that_answered_is_given_up_later_and_an_answer_counts():
    hosts = queued(a=30)
    assert len(started(hosts)) == 1
    hosts.done("a", alive=True)
    silent = 0
    while not (left := list(hosts.given_up())):
        for host, _ in started(hosts):
            hosts.done(host, alive=False)
            silent += 1
    assert LATER_STRIKES <= silent < LATER_STRIKES + LIMITS.a_host
    assert left[-1] == 29


def test_a_host_that_asks_for_rest_gets_it():
    hosts = queued(a=2, b=1)
    hosts.pause("a", until=10.0)
    assert started(hosts, 9.0) == [("b", 0)]
    assert started(hosts, 10.0) == [("a", 0)]


def test_the_host_of_an_address():
    assert server_of("https://jan:geheim@Geo.Example:8443/wfs?x=1") == "geo.example:8443"


def test_several_who_ask_the_same_host_share_what_it_takes_at_once():
    slots = HostSlots()
    one, other = Hosts(LIMITS, slots), Hosts(LIMITS, slots)
    for hosts in (one, other):
        hosts.add("a", 0)
        assert len(started(hosts)) == 1
        hosts.done("a", alive=True)
        for number in range(10):
            hosts.add("a", number)
    assert len(started(one)) == LIMITS.a_host and started(other) == []
    one.leave()
    assert len(started(other)) == LIMITS.a_host
