"""`hirfa run_due`: what is due at regular times. A cron entry calls it every few minutes; more often does no harm."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from hirfa.jobs.operations import end_stopped_jobs
from hirfa.jobs.tasks import start_forgotten_jobs


class Command(BaseCommand):
    help = "Do what is due: end the jobs that run without progress, hand on those that nobody took up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--waiting", type=int, default=10, help="minutes after which a job is handed on again")
        parser.add_argument("--without-progress", type=int, default=60, help="minutes after which a job is given up")

    def handle(self, *args: Any, **options: Any) -> None:
        minutes = dt.timedelta(minutes=options["without_progress"])
        ended = end_stopped_jobs(without_progress=minutes, by="run_due", at=timezone.now())
        waiting = dt.timedelta(minutes=options["waiting"])
        started = start_forgotten_jobs(waiting=waiting, at=timezone.now())
        self.stdout.write(f"jobs handed to the worker again: {started}")
        self.stdout.write(f"jobs ended without progress: {ended}")
