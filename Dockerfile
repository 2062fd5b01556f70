# The screening worker. Build:  docker build -t document-screening .
# Run with a settings file and a folder for the ledger; see compose.yaml.
FROM python:3.13-slim AS build
WORKDIR /source
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.lock lock.in ./
RUN /venv/bin/pip install --require-hashes -r requirements.lock
COPY . .
RUN /venv/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /venv/bin/pip install --no-deps /wheels/*.whl
# The lock holds the tools for building and testing, too. anyio stays: the worker needs it.
RUN grep -vE '^(#|anyio)' lock.in > /tools.txt \
    && /venv/bin/pip uninstall --yes -r /tools.txt \
    && /venv/bin/pip uninstall --yes pip \
    && /venv/bin/screening --version \
    && /venv/bin/python -c "import workers.run, screening.wiring, screening.extract.pdf"

FROM python:3.13-slim
# ca-certificates to know the ATS and the model by their names, tzdata for the tenants' time zones.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin screening \
    && install -d -o screening -g screening /data
COPY --from=build /venv /venv
# Nothing is written but the ledger in /data, so the root file system can be read-only.
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    SCREENING_CONFIG=/etc/screening/screening.toml
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 9464
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", \
    "import urllib.request as u; u.urlopen('http://127.0.0.1:9464/healthz', timeout=4)"]
ENTRYPOINT ["screening"]
CMD ["worker"]
