"""`hirfa run_due`: what is due at regular times. A cron entry calls it every few minutes; more often does no harm.

Each step stands on its own: one that fails is named on the error output, the others are still done, and the command then
ends with status 1. Of the fault only the type is said, since its words may hold rows of people.
"""

import datetime as dt
import logging
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hirfa.casework.operations import escalate_late_cases
from hirfa.documents.operations import sweep_vault
from hirfa.jobs.operations import end_stopped_jobs
from hirfa.jobs.tasks import start_forgotten_jobs
from hirfa.notifications.operations import DeliveryCount, deliver_due
from hirfa.processes.personal_data.retention import erase_expired
from hirfa.reference.models import LegalParameter

BY: Final = "run_due"

logger = logging.getLogger(__name__)


def _end_stopped_jobs(options: dict[str, Any]) -> str:
    minutes = dt.timedelta(minutes=options["without_progress"])
    return f"jobs ended without progress: {end_stopped_jobs(without_progress=minutes, by=BY, at=timezone.now())}"


def _start_forgotten_jobs(options: dict[str, Any]) -> str:
    waiting = dt.timedelta(minutes=options["waiting"])
    return f"jobs handed to the worker again: {start_forgotten_jobs(waiting=waiting, at=timezone.now())}"


def _escalate_late_cases(_options: dict[str, Any]) -> str:
    return f"late cases told to those above: {len(escalate_late_cases(by=BY, at=timezone.now()))}"


def _deliver_messages(options: dict[str, Any]) -> str:
    """One at a time, each at its own moment, until none is due or the time is over: the next run goes on."""
    total = DeliveryCount()
    until = timezone.now() + dt.timedelta(minutes=options["minutes"])
    while (now := timezone.now()) < until:
        count = deliver_due(by=BY, at=now, most=1)
        if not count.taken:
            break
        total += count
    return f"messages sent: {total.sent}, to be tried again: {total.failed}, given up: {total.given_up}"


def _erase_expired(options: dict[str, Any]) -> str:
    done = erase_expired(by=BY, at=timezone.now(), most=options["erase_most"])
    return f"erased, their time being over: {', '.join(f'{kind.lower()} {count}' for kind, count in done.items())}"


def _sweep_vault(_options: dict[str, Any]) -> str:
    return f"files that nothing speaks of cleared off the disk: {sweep_vault(by=BY, at=timezone.now())}"


DUE: Final[dict[str, Callable[[dict[str, Any]], str]]] = {
    "stopped jobs": _end_stopped_jobs,
    "forgotten jobs": _start_forgotten_jobs,
    "late cases": _escalate_late_cases,
    "messages": _deliver_messages,
    "erasure": _erase_expired,
    "vault": _sweep_vault,
}


def _reason(fault: Exception) -> str:
    if isinstance(fault, LegalParameter.DoesNotExist):
        return "a legal parameter is not in force today; load the reference tables"
    return type(fault).__name__


class Command(BaseCommand):
    help = "Do what is due: jobs that stopped or were forgotten, late cases, the messages of the outbox, what is kept no longer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--waiting", type=int, default=10, help="minutes after which a job is handed on again")
        parser.add_argument("--without-progress", type=int, default=60, help="minutes after which a job is given up")
        parser.add_argument("--minutes", type=float, default=4, help="minutes after which no more messages are sent")
        parser.add_argument(
            "--erase-most", type=int, default=1000, help="most things of a kind to be erased in one run"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for name, work in DUE.items():
            try:
                self.stdout.write(work(options))
            except Exception as fault:  # whatever stops one step must not keep back those behind it
                logger.error("due step %s failed", name, exc_info=fault)
                self.stderr.write(f"not done: {name} ({_reason(fault)})")
                failed.append(name)
        if failed:
            raise CommandError(f"{len(failed)} of {len(DUE)} steps failed: {', '.join(failed)}.")
