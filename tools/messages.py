"""The interface's strings: English in the code, Arabic and French in `locale/`.

    messages.py update    extract with Django's makemessages (needs gettext), bring the catalogues up to date, compile
    messages.py compile   write the .mo files with Babel alone: no gettext is needed to install
    messages.py check     exit 1 when a catalogue differs from the code, or a string is missing, unsure or badly filled in

Catalogues hold no line numbers and are sorted, so that a change of code changes only the strings that it touches.
"""

import os
import re
import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;",
    "fr": "nplurals=2; plural=(n > 1);",
}
EXTRACTED = ("hirfa", "config")
CHANGING = re.compile(
    rb'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|Report-Msgid-Bugs-To).*\n',
    re.M,
)
Key = tuple[str | None, str | tuple[str, ...]]


def catalogue_path(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def extract() -> Catalog:
    """Return every string that the code and the templates ask for. Django's own command reads them."""
    if shutil.which("xgettext") is None:
        sys.exit(
            "messages.py: gettext is not installed (Debian: apt-get install gettext); only `compile` does without it"
        )
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django
    from django.core.management import call_command
    from django.core.management.commands.makemessages import Command
    from django.test.utils import override_settings

    class Extract(Command):
        def find_files(self, root: str) -> list[object]:
            self.locale_paths = [self.default_locale_path]  # never the catalogues that are already there
            return super().find_files(root)

        def write_po_file(self, potfile: str, locale: str) -> None:
            """Only the template is wanted: Babel brings the catalogues up to date, without guessing."""

    django.setup()
    others = [f"{path.name}/*" if path.is_dir() else path.name for path in ROOT.iterdir() if path.name not in EXTRACTED]
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder, override_settings(LOCALE_PATHS=[folder]):
        os.chdir(ROOT)
        try:
            call_command(Extract(), locale=["ar"], keep_pot=True, no_location=True, ignore_patterns=others, verbosity=0)
        finally:
            os.chdir(before)
        pot = (Path(folder) / "django.pot").read_bytes()
        return read_po(
            BytesIO(re.sub(rb'^"Plural-Forms:.*\n', b"", pot, flags=re.M))
        )  # a template leaves its numbers open


def read_catalogue(language: str) -> Catalog:
    path = catalogue_path(language)
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=language)
    head = (
        f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {LANGUAGES[language]}\\n"\n'
    )
    return read_po(BytesIO(head.encode()), locale=language)


def keys_of(catalogue: Catalog) -> dict[Key, Message]:
    return {(message.context, message.id): message for message in catalogue if message.id}


def bring_up_to_date(language: str, template: Catalog) -> Catalog:
    """Return a catalogue with exactly the template's strings, each with the translation it had."""
    known = keys_of(read_catalogue(language))
    fresh = read_catalogue(language)
    for message in list(fresh):
        if message.id:
            fresh.delete(message.id, message.context)
    for key, wanted in keys_of(template).items():
        had = known.get(key)
        string = had.string if had else (("",) * fresh.num_plurals if isinstance(wanted.id, tuple) else "")
        flags = {flag for flag in wanted.flags if flag.endswith("-format")} | (
            {"fuzzy"} if had and had.fuzzy else set()
        )
        fresh.add(wanted.id, string, flags=flags, context=wanted.context)
    return fresh


def as_bytes(catalogue: Catalog) -> bytes:
    """Write a catalogue, sorted, without the dates and names that change on every run."""
    out = BytesIO()
    catalogue.header_comment = "# Interface of Hirfa. Sorted, without line numbers: written by tools/messages.py."
    catalogue.fuzzy = False
    write_po(out, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return CHANGING.sub(b"", out.getvalue())


def faults_in(language: str, catalogue: Catalog) -> list[str]:
    """Return what a reader would stumble over: missing, unsure or wrongly filled-in strings."""
    faults = []
    for message in keys_of(catalogue).values():
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        shown = message.id[0] if isinstance(message.id, tuple) else message.id
        if not all(strings):
            faults.append(f"{language}: not translated: {shown!r}")
        elif message.fuzzy:
            faults.append(f"{language}: unsure (fuzzy): {shown!r}")
        else:
            faults += [f"{language}: {error}: {shown!r}" for error in placeholder_faults(message)]
    return faults


def placeholder_faults(message: Message) -> list[str]:
    """Return names in `%(name)s` that a translation lacks or invents. A plural form may leave the number out."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    wanted = set().union(*(re.findall(r"%\((\w+)\)", text) for text in ids))
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    faults = []
    for string in strings:
        found = set(re.findall(r"%\((\w+)\)[a-z]", string))
        if found - wanted or (wanted - found and not isinstance(message.id, tuple)):
            faults.append(f"names {sorted(found ^ wanted)} do not agree")
    return faults


def update() -> None:
    template = extract()
    for language in LANGUAGES:
        catalogue = bring_up_to_date(language, template)
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_bytes(catalogue))
        missing = len(faults_in(language, catalogue))
        print(f"{language}: {len(keys_of(catalogue))} strings, {missing} to look at")
    compile_all()


def compile_all() -> None:
    for language in LANGUAGES:
        path = catalogue_path(language)
        if not path.exists():
            continue
        with path.with_suffix(".mo").open("wb") as out:
            write_mo(out, read_catalogue(language))


def check() -> int:
    template, faults = extract(), []
    for language in LANGUAGES:
        catalogue, path = read_catalogue(language), catalogue_path(language)
        asked, held = keys_of(template).keys(), keys_of(catalogue).keys()
        faults += [f"{language}: asked for by the code, not in the catalogue: {key[1]!r}" for key in asked - held]
        faults += [f"{language}: in the catalogue, asked for by nothing: {key[1]!r}" for key in held - asked]
        faults += faults_in(language, catalogue)
        if not faults and path.read_bytes() != as_bytes(bring_up_to_date(language, template)):
            faults.append(f"{language}: not as `update` writes it: run `make messages`")
    print("\n".join(sorted(faults)) or "catalogues: complete and equal to the code")
    return 1 if faults else 0


def main(words: list[str]) -> int:
    if words == ["update"]:
        update()
    elif words == ["compile"]:
        compile_all()
    elif words == ["check"]:
        return check()
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
