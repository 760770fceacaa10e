# syntax=docker/dockerfile:1
# The app in one image, for hosting/compose.yaml. Build: docker build -t reported-measures .

FROM python:3.11-slim AS wheels
WORKDIR /build
COPY requirements.txt requirements-postgresql.txt constraints.txt ./
RUN pip wheel --no-cache-dir --wheel-dir /wheels -r requirements-postgresql.txt -c constraints.txt

FROM python:3.11-slim
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    --mount=type=bind,from=wheels,source=/build,target=/build \
    pip install --no-cache-dir --no-index --find-links /wheels \
        -r /build/requirements-postgresql.txt -c /build/constraints.txt \
    && groupadd --gid 10001 atlas \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin atlas
WORKDIR /app
COPY . .
RUN python -m compileall -q app.py atlas corpus geodata pages
# Nothing is written but to /tmp: the root file system may be read-only. Logs go to stderr.
ENV ATLAS_LOG=json \
    HOME=/tmp \
    MPLCONFIGDIR=/tmp/matplotlib \
    XDG_CACHE_HOME=/tmp/cache \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_PORT=8501 \
    STREAMLIT_SERVER_FILE_WATCHER_TYPE=none \
    STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE=true
USER 10001:10001
EXPOSE 8501
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["python", "hosting/healthy.py"]
CMD ["streamlit", "run", "app.py"]
