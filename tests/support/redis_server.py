"""A real Redis of a test's own: on a free port of this machine, in a folder, stopped by its id."""

import os
import signal
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from support.shift import free_port

BINARY = Path("/usr/bin/redis-server")


class RedisServer:
    """A Redis that can be started, killed, frozen and thawed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        """Start it empty, and wait until it answers."""
        options = {"port": self._port, "bind": "127.0.0.1", "save": "", "dir": self._folder}
        command = [str(BINARY)]
        for key, value in options.items():
            command += [f"--{key}", str(value)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(200):
            try:
                with closing(connect(self.url)) as client:
                    client.empty()
            except RedisError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("redis-server did not start")

    def kill(self) -> None:
        """Let it vanish with all it holds."""
        self._signal(signal.SIGCONT)
        self._signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()
        self._process = None

    def freeze(self) -> None:
        """Let it hold its connections and answer nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, signum: int) -> None:
        if self._process is not None and self._process.poll() is None:
            os.kill(self._process.pid, signum)


class Client:
    """The few things that tests ask of a Redis, with types."""

    def __init__(self, redis: Redis) -> None:
        self._redis: Any = redis  # whose methods are typed as perhaps asynchronous

    def texts(self) -> dict[str, str]:
        """Return all keys, with what those hold that hold one text or a set of members."""
        found: dict[str, str] = {}
        for key in self._redis.scan_iter("*"):
            kind = self._redis.type(key)
            if kind == "string":
                found[key] = self._redis.get(key) or ""
            elif kind == "zset":
                found[key] = str(self._redis.zrange(key, 0, -1, withscores=True))
            elif kind != "none":  # gone meanwhile
                found[key] = str(self._redis.hgetall(key))
        return found

    def put(self, key: str, text: str) -> None:
        self._redis.set(key, text)

    def empty(self) -> None:
        self._redis.flushdb()

    def close(self) -> None:
        self._redis.close()


def connect(url: str) -> Client:
    """Connect to a Redis, a test's own or a given one."""
    return Client(Redis.from_url(url, socket_timeout=2, decode_responses=True))
