# Dateline in a container: docs/hosting.md says how it is run.
FROM python:3.11-slim AS build
WORKDIR /source
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY . .
# Leaflet and the outlines are fetched while the wheel is built; nothing is fetched afterwards.
RUN python -m venv /opt/dateline \
    && /opt/dateline/bin/pip install --constraint requirements.lock ".[hosting]" \
    && /opt/dateline/bin/pip uninstall --yes pip setuptools

FROM python:3.11-slim
COPY --from=build /opt/dateline /opt/dateline
# The number is told, so that the volume's files belong to the same user in every version of the image.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin dateline && install -d -o dateline -g dateline /data
USER dateline
ENV PATH=/opt/dateline/bin:$PATH HOME=/tmp PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    DATELINE_HOME=/data/home DATELINE_CACHE=/data/cache \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 STREAMLIT_SERVER_PORT=8501 STREAMLIT_SERVER_HEADLESS=true \
    STREAMLIT_SERVER_FILE_WATCHER_TYPE=none STREAMLIT_SECRETS_FILES=/run/secrets/dateline.toml
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=10s --start-period=180s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/healthz', timeout=8)"]
# The gazetteer is made before the first reader comes: some 20 seconds, once for a volume.
CMD ["sh", "-c", "python -m places build && exec dateline"]
