"""Two hundred sessions over the national country on PostgreSQL, served as `hirfa demo` serves it: p50, p95, p99, failures.

    python -m bench sessions                    ten minutes, as the target asks
    python -m bench.sessions --minutes 2        a short run

Artisans apply and come back with their code, officers search, open files and cases and leave notes, the public reads.
Each session thinks for 10 s in the mean (exponential). Open loop: a request is due at an hour drawn beforehand, whether or
not the one before was answered, and is measured from that hour, so that waiting in a queue counts. A redirect is followed
at once and measured by itself. Each session has its own address, told by X-Forwarded-For as the one trusted proxy would
(HIRFA_TRUSTED_PROXIES=1): limits stay on. `SCALE` in the environment makes a small country.
"""

import argparse
import contextlib
import html
import http.client
import os
import random
import re
import select
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import quote, urlencode

from bench import WAITING, report, workspace
from tools.postgres import server

SCALE = os.environ.get("SCALE", "1")
SESSIONS = 200
THINK_SECONDS = 10.0
TARGET_MS = 150
PORT = int(os.environ.get("PORT", "8017"))
PASSWORD = "hirfa-demonstration"
NAMES = ("محمد", "فاطمة", "العلوي", "بناني", "Mohamed", "Fatima", "Alaoui", "Benn", "Idr")


@dataclass(frozen=True)
class Ask:
    """One request: what it is called in the results, where it goes, what it sends."""

    kind: str
    path: str
    form: dict[str, str] | None = None


@dataclass
class Answer:
    status: int
    path: str
    text: str

    def links(self, pattern: str) -> list[str]:
        return [html.unescape(link) for link in re.findall(f'href="({pattern})"', self.text)]


Scenario = Generator[Ask, Answer, None]


def artisan(dice: random.Random) -> Scenario:
    """Begin a file, write some of its screens, leave it, come back with the code."""
    while True:
        yield Ask("apply, kinds", "/ar/apply/")
        begun = yield Ask("apply, begin", "/ar/apply/start/", {"kind": "ARTISAN"})
        shown = re.search(r'slip-code"><bdi[^>]*>([^<]+)<', begun.text)
        if shown is None:
            raise ValueError("the page that begins a file shows no code")
        steps = {
            "name": {"given_name_ar": "محمد", "family_name_ar": "العلوي"},
            "contact": {"phone": f"06{dice.randrange(10**8):08d}"},
            "region": {"chamber": "03"},
        }
        for slug, typed in steps.items():
            yield Ask("apply, screen", f"/ar/apply/steps/{slug}/")
            yield Ask("apply, screen sent", f"/ar/apply/steps/{slug}/", {**typed, "go": "later"})
        yield Ask("apply, leave", "/ar/apply/leave/", {})
        yield Ask("apply, code asked", "/ar/apply/return/")
        yield Ask("apply, come back", "/ar/apply/return/", {"code": shown.group(1)})


def officer(dice: random.Random, log_in: str) -> Scenario:
    """Log in once, then: the queue, a case and a note on it, a search, the file of one who was found."""
    yield Ask("log-in, page", "/fr/login/")
    yield Ask("log-in", "/fr/login/", {"username": log_in, "password": PASSWORD})
    while True:
        queue = yield Ask("queue", "/fr/cases/")
        cases = queue.links(r"/fr/cases/[0-9a-f-]{36}/")
        if cases:
            case = dice.choice(cases)
            yield Ask("case", case)
            yield Ask("case, note", f"{case}note/", {"text": "Vu."})
        yield Ask("search, page", "/fr/register/")
        found = yield Ask("search", "/fr/register/", {"text": dice.choice(NAMES), "purpose": "SERVICE"})
        files = found.links(r"/fr/register/[0-9a-f-]{36}/[^\"]*")
        if files:
            yield Ask("person's file", dice.choice(files))


def public(dice: random.Random) -> Scenario:
    """Read what anybody may read."""
    while True:
        yield Ask("home", "/ar/")
        yield Ask("check, page", "/ar/check/")
        yield Ask("directory, search", f"/ar/directory/?text={quote(dice.choice(NAMES))}")
        yield Ask("statement", "/fr/statement/")
        yield Ask("figures, API", "/api/v1/figures")


def scenario(number: int, dice: random.Random) -> Scenario:
    """Half of the sessions are officers, three in ten artisans, two in ten the public."""
    place = number % 10
    if place < 5:
        return officer(dice, ("guichet", "instruction")[place % 2])
    return artisan(dice) if place < 8 else public(dice)


class Failed(Exception):
    """A request failed, and was noted."""


@dataclass
class Results:
    times: dict[str, list[float]] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, seconds: float, failure: str) -> None:
        with self.lock:
            self.times.setdefault(kind, []).append(seconds)
            if failure:
                self.failures[f"{kind}: {failure}"] += 1


class Browser:
    """One visitor: a kept connection, cookies, the token against forgery, an address of its own."""

    def __init__(self, number: int, results: Results) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self.address = f"10.0.{number // 250}.{number % 250 + 1}"
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.results = results

    def ask(self, ask: Ask, due: float) -> Answer:
        """Send a request and follow where it leads. A failure is noted and raised: what follows it would mean nothing."""
        while True:
            failure, answer, leads_to = "", Answer(0, ask.path, ""), ""
            try:
                answer, leads_to = self._send(ask)
                if answer.status != 200 and not leads_to:
                    failure = str(answer.status)
            except (OSError, http.client.HTTPException) as error:
                self.connection.close()
                failure = type(error).__name__
            self.results.note(ask.kind, time.perf_counter() - due, failure)
            if failure:
                raise Failed(failure)
            if not leads_to:
                return answer
            ask, due = Ask(f"{ask.kind}, led on", leads_to), time.perf_counter()

    def _send(self, ask: Ask) -> tuple[Answer, str]:
        headers = {
            "X-Forwarded-For": self.address,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        body = None
        if ask.form is not None:
            body = urlencode(ask.form | {"csrfmiddlewaretoken": self.token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        response = self._exchange("GET" if body is None else "POST", ask.path, body, headers)
        text = response.read().decode("utf-8", "replace")
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        self.token = token.group(1) if token else self.token
        leads_to = response.headers["Location"] if response.status in {301, 302, 303} else ""
        return Answer(response.status, ask.path, text), leads_to

    def _exchange(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        """Ask on the kept connection, or on another where the server ended it, as a browser does.

        One that ends in the very moment of asking is asked again if the method is idempotent (RFC 9112, section 9.3.1).
        """
        kept = self.connection.sock
        if kept and select.select([kept], [], [], 0)[0]:
            self.connection.close()
            kept = None
        try:
            self.connection.request(method, path, body, headers)
            return self.connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.connection.close()
            if kept is None or method != "GET":
                raise
            self.connection.request(method, path, body, headers)
            return self.connection.getresponse()


def visit(number: int, start: float, end: float, results: Results) -> None:
    """Live one session until the end. One that failed begins anew, as another person."""
    dice = random.Random(number)
    due = start + dice.expovariate(1 / THINK_SECONDS)
    while due < end:
        browser, story = Browser(number, results), scenario(number, dice)
        answer: Answer | None = None
        try:
            while due < end:
                ask = next(story) if answer is None else story.send(answer)
                time.sleep(max(0.0, due - time.perf_counter()))
                answer = browser.ask(ask, due)
                due += dice.expovariate(1 / THINK_SECONDS)
        except Failed:
            due += dice.expovariate(1 / THINK_SECONDS)
        except ValueError as error:  # what a page lacks
            results.note("session", 0.0, str(error))
            due += dice.expovariate(1 / THINK_SECONDS)
        browser.connection.close()


@contextlib.contextmanager
def served(address: str, var: str) -> Iterator[None]:
    """Build the country and serve it with its worker, as `make demo` does; wait until it answers."""
    surroundings = {**os.environ, "HIRFA_VAR": var, "DATABASE_URL": address, "SCALE": SCALE, "PORT": str(PORT)}
    surroundings |= {"HIRFA_TRUSTED_PROXIES": "1", "SERVE": "1"}
    command = [sys.executable, "-m", "hirfa.ops.cli", "demo"]
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL) as child:
        try:
            while not _answers():
                if child.poll() is not None:
                    raise SystemExit("hirfa demo ended before it served")
                time.sleep(1)
            yield
        finally:
            child.terminate()
            child.wait(30)


def _answers() -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
    try:
        connection.request("GET", "/ar/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def run(minutes: float) -> Results:
    results = Results()
    start = time.perf_counter() + 1
    end = start + minutes * 60
    threads = [
        threading.Thread(target=visit, args=(number, start, end, results), daemon=True) for number in range(SESSIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def tell(results: Results, minutes: float) -> None:
    everything = [seconds for times in results.times.values() for seconds in times]
    on = {"on": "PostgreSQL", "sessions": SESSIONS, "minutes": minutes, "scale": float(SCALE)}
    report("sessions, requests", len(everything), "requests", **on)
    report("sessions, rate", len(everything) / (minutes * 60), "requests/s", **on)
    report("sessions, failed", results.failures.total(), "requests", target=0, **on, failures=dict(results.failures))
    for name, place, target in (("p50", 49, None), ("p95", 94, TARGET_MS), ("p99", 98, None)):
        report(
            f"sessions, {name}",
            statistics.quantiles(everything, n=100, method="inclusive")[place] * 1000,
            "ms",
            target=target,
            **on,
        )
    for kind, times in sorted(results.times.items()):
        cuts = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
        told = [round(each * 1000, 1) for each in (cuts[49], cuts[94], cuts[98], max(times))]
        print(f"{kind}: {len(times)} requests, p50 {told[0]}, p95 {told[1]}, p99 {told[2]}, max {told[3]} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description="Two hundred sessions over the national country.")
    parser.add_argument("--minutes", type=float, default=10)
    minutes = parser.parse_args().minutes
    with workspace() as var, server(**WAITING) as address, served(address, str(var)):
        tell(run(minutes), minutes)


if __name__ == "__main__":
    main()
