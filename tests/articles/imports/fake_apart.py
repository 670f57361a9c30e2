"""The process of a large import with a geoparser that knows few names, and may hold or be killed at an article."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from articles.article import Article
from articles.imports import apart
from places.resolution import Resolution
from tests.articles.builders import FakeGeoparse


class Geoparse(FakeGeoparse):
    def __call__(self, article: Article) -> tuple[Resolution, ...]:
        if "held" in article.document:
            while not Path(os.environ["GO_ON"]).exists():
                time.sleep(0.01)
        if "killed" in article.document:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(article)


if __name__ == "__main__":
    sys.exit(apart.main(sys.argv[1:], geoparser=lambda home, own: Geoparse()))
