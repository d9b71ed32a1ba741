"""Two replicas on PostgreSQL: one sends at a time, whatever is done to it, and nothing is lost or said twice."""

import asyncio
import contextlib
import random
import statistics
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from bot.webhook import HEADER
from storage.errors import StorageUnavailable
from tests.faults.crowd import Customer, assert_nothing_lost_nothing_twice, crowd
from tests.faults.replicas import WEBHOOK_SECRET, Cluster, cluster_of, texts_heard, until
from tests.support.bot_process import BotLauncher, environment

pytestmark = [pytest.mark.postgres, pytest.mark.asyncio(loop_scope="module")]

LEASE = 2.0  # seconds, in place of 15: what a dead replica had claimed is taken over sooner
TAKEN_OVER = 15.0  # seconds, promised


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def launchers() -> AsyncIterator[list[BotLauncher]]:
    async with BotLauncher.opened() as first, BotLauncher.opened() as second:
        yield [first, second]


@pytest_asyncio.fixture(loop_scope="module")
async def cluster(
    launchers: list[BotLauncher], sandbox_url: str, postgres_url: str, tmp_path: Path
) -> AsyncIterator[Cluster]:
    async with cluster_of(launchers, sandbox_url, postgres_url, tmp_path, has_webhook=True) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def polling(
    launchers: list[BotLauncher], sandbox_url: str, postgres_url: str, tmp_path: Path
) -> AsyncIterator[Cluster]:
    async with cluster_of(launchers, sandbox_url, postgres_url, tmp_path, has_webhook=False) as made:
        yield made


class Load:
    """People walking through the quiz, and follow-ups that nobody may get twice."""

    def __init__(self, cluster: Cluster, size: int) -> None:
        self._cluster = cluster
        self._size = size
        self._dice = random.Random(size)
        self._until = time.monotonic() + 60
        self._is_over = False
        self.customers: list[Customer] = []
        self.follow_ups: list[str] = []

    async def __aenter__(self) -> "Load":
        readers = await self._cluster.world.crowd(60)  # one a second each at most
        await self._more_customers()
        self._telling = asyncio.create_task(self._tell(list(readers)))
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                await asyncio.gather(*self._walks)
                self._is_over = True
                await self._telling
                await self._cluster.quiet()
        finally:
            for task in (self._telling, *self._walks):
                task.cancel()
            await asyncio.gather(self._telling, *self._walks, return_exceptions=True)

    async def _more_customers(self) -> None:
        self.customers = await crowd(self._cluster.world, self._size, self._dice)
        self._walks = [asyncio.create_task(customer.lives(self._until)) for customer in self.customers]

    async def _tell(self, readers: list[int]) -> None:
        for number in range(100_000):
            if self._is_over:
                return
            text = f"follow-up {number}"
            with contextlib.suppress(StorageUnavailable):  # while the database is away nothing was promised
                await self._cluster.tell(readers[number % len(readers)], text)
                self.follow_ups.append(text)
            await asyncio.sleep(0.04)

    async def assert_kept(self) -> None:
        """Follow-ups: each once, or listed as unknown. Everything else: see the crowd."""
        await assert_nothing_lost_nothing_twice(self._cluster.world, self.customers, self._cluster.books)
        times = Counter(texts_heard(await self._cluster.world.log(kind="call"), "follow-up"))
        listed = {row.payload for row in self._cluster.books.unknown()}
        assert max(times.values()) == 1, f"said twice: {[text for text, n in times.items() if n > 1]}"
        missing = [t for t in self.follow_ups if not times[t] and not any(f'"{t}"' in payload for payload in listed)]
        assert not missing, f"lost without being listed: {missing}"


async def test_copies_of_an_update_at_both_replicas_take_effect_once_and_in_order(cluster: Cluster) -> None:
    await cluster.world.delivery(copies=[1, 5], concurrent=True, redeliver_acked=0.2)
    await cluster.start()
    async with Load(cluster, 3) as load:
        pass
    await load.assert_kept()
    posted = Counter(entry["update_id"] for entry in await cluster.world.log(kind="webhook"))
    assert max(posted.values()) >= 5
    assert min(cluster.balancer.taken.values()) > len(posted), "both replicas received"
    assert len(cluster.books.rows("SELECT DISTINCT owner FROM inbox")) == 2, "both replicas worked"
    assert len(cluster.books.rows("SELECT 1 FROM inbox")) == len(posted)
    assert not cluster.books.unknown()
    assert len(await cluster.senders()) == 1


async def test_killed_leaders_are_followed_within_seconds_and_what_they_held_is_taken_over(cluster: Cluster) -> None:
    await cluster.world.fault("accept_slow", methods=["sendMessage"], probability=0.5, seconds=0.3)
    await cluster.start(lease=LEASE)
    pauses = []
    async with Load(cluster, 3) as load:
        for _ in range(4):
            leader = await cluster.led()
            await asyncio.sleep(0.6)
            before = (await cluster.world.log(kind="call"))[-1]["n"]
            await leader.kill()
            pauses.append(await until(lambda n=before: said_since(cluster, n), TAKEN_OVER))
            await leader.start(lease=LEASE)
    await load.assert_kept()
    assert max(pauses) < TAKEN_OVER
    assert len(cluster.books.unknown()) > 0, "the kills met calls on the wire"
    senders = await cluster.senders()
    assert len(senders) == len(set(senders)) == 5, "one after another, none comes back"


async def said_since(cluster: Cluster, number: int) -> bool:
    heard = await cluster.world.log(kind="call", method="sendMessage", since=number)
    died = heard[0]["t"] if heard else 0.0
    return any(entry["t"] > died + 0.5 for entry in heard)


async def test_a_stopped_leader_hands_over_within_seconds_and_leaves_nothing_in_doubt(cluster: Cluster) -> None:
    await cluster.world.fault("accept_slow", methods=["sendMessage"], probability=0.5, seconds=0.2)
    await cluster.start()
    async with Load(cluster, 3) as load:
        for _ in range(3):
            leader = await cluster.led()
            await asyncio.sleep(0.5)
            assert await leader.terminate() == 0
            assert await until(lambda gone=leader: cluster.leader() is cluster.other(gone)) < 5
            await leader.start()
    await load.assert_kept()
    assert not cluster.books.unknown()
    senders = await cluster.senders()
    assert len(senders) == len(set(senders)) == 4


async def test_a_frozen_leader_goes_on_where_it_stood(cluster: Cluster) -> None:
    await cluster.start()
    async with Load(cluster, 2) as load:
        await asyncio.sleep(0.5)
        leader = await cluster.led()
        leader.freeze()
        await asyncio.sleep(2.5)
        assert cluster.leader() is leader, "its connection still holds the lock"
        leader.thaw()
    await load.assert_kept()
    assert not cluster.books.unknown()
    assert len(await cluster.senders()) == 1


async def test_a_leader_deposed_while_frozen_sends_nothing_when_it_wakes(cluster: Cluster) -> None:
    await cluster.world.fault("accept_slow", methods=["sendMessage"], probability=0.5, seconds=0.3)
    await cluster.start(lease=LEASE)
    async with Load(cluster, 3) as load:
        await asyncio.sleep(0.5)
        leader = await cluster.led()
        leader.freeze()
        cluster.cut(only_lock=True)
        await until(lambda: cluster.leader() is cluster.other(leader), TAKEN_OVER)
        await asyncio.sleep(1.0)
        leader.thaw()
        await asyncio.sleep(1.0)
        assert cluster.leader() is cluster.other(leader)
        assert leader.is_alive
        assert "lead lost" in leader.log.read_text()
    await load.assert_kept()
    assert len(await cluster.senders()) == 2


async def test_without_a_webhook_one_fetches_and_both_work(polling: Cluster) -> None:
    await polling.start(lease=LEASE)
    async with Load(polling, 3) as load:
        await asyncio.sleep(1.0)
        leader = await polling.led()
        await leader.kill()
        await polling.led()
        await leader.start(lease=LEASE)
    await load.assert_kept()
    assert len(polling.books.rows("SELECT DISTINCT owner FROM inbox")) >= 2
    polls = await polling.world.log(kind="call", method="getUpdates")
    conflicts = [entry for entry in polls if entry["error_code"] == 409]
    assert len(conflicts) <= 1, "never two at once; only the dead leader's last poll may still hang at Telegram"


async def test_while_the_database_is_away_updates_wait_at_telegram_and_then_all_goes_on(cluster: Cluster) -> None:
    await cluster.start()
    async with Load(cluster, 3) as load:
        await asyncio.sleep(0.5)
        cluster.on_server("ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        cluster.cut()
        try:
            assert await answer_of_webhook(cluster) == (503, "5")
        finally:
            cluster.on_server("ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        await until(lambda: cluster.leader() is not None, TAKEN_OVER)
        for _ in range(5):  # and no connection lives long
            await asyncio.sleep(0.1)
            cluster.cut()
    await load.assert_kept()
    assert all(replica.is_alive for replica in cluster.replicas)


async def answer_of_webhook(cluster: Cluster) -> tuple[int, str | None]:
    url = f"http://127.0.0.1:{cluster.replicas[0].env['WEBHOOK_PORT']}/updates"
    update = {"update_id": 1, "message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}}
    async with (
        ClientSession() as session,
        session.post(url, json=update, headers={HEADER: WEBHOOK_SECRET}) as answer,
    ):
        return answer.status, answer.headers.get("Retry-After")


async def test_what_another_replica_writes_leaves_at_once(cluster: Cluster) -> None:
    await cluster.start()
    readers = await cluster.world.crowd(12)
    delays = []
    for number, reader in enumerate(readers):
        await asyncio.sleep(0.15)
        written = time.monotonic()
        await cluster.tell(reader, f"follow-up {number}")
        await until(lambda n=number: heard_follow_ups(cluster, n + 1), 5)
        delays.append((await cluster.world.log(kind="call", method="sendMessage"))[-1]["t"] - written)
    assert statistics.median(delays) < 0.3, delays


async def heard_follow_ups(cluster: Cluster, count: int) -> bool:
    return len(texts_heard(await cluster.world.log(kind="call"), "follow-up")) >= count


async def test_a_second_bot_on_one_sqlite_file_refuses_with_a_sentence(
    launchers: list[BotLauncher], cluster: Cluster, sqlite_url: str, tmp_path: Path
) -> None:
    env = environment(cluster.world, sqlite_url)
    first = await launchers[0].start(env, tmp_path / "first.log")
    await first.ready()
    second = await launchers[1].start(env, tmp_path / "second.log")
    assert await second.end() == 1
    assert "another Fitlead already works on this database; stop it first" in (tmp_path / "second.log").read_text()
    assert await first.terminate() == 0
