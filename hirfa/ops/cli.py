"""`hirfa`: the one command line. It sets Django up and hands over to the command named first."""

import os
import sys


def main() -> None:
    """Run `hirfa COMMAND ...` and exit with its status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import ManagementUtility

    utility = ManagementUtility([os.environ.get("HIRFA_PROGRAM", "hirfa"), *sys.argv[1:]])
    utility.prog_name = "hirfa"
    utility.execute()


if __name__ == "__main__":
    main()
