"""``python3 dev.py words``: gather the words of the page, and say what waits for translation."""

from __future__ import annotations

from articles.translations.gathering import TEMPLATE, read, translations, waiting, write


def main() -> None:
    write()
    print(f"{TEMPLATE.name}: {len(read(TEMPLATE))} messages")
    for path in translations():
        print(f"{path.name}: {len(waiting(read(path)))} wait for translation")


if __name__ == "__main__":
    main()
