# Airflow with the pipeline, its DAGs and nothing to build with. Used by docker-compose.yml.
FROM python:3.11-slim-bookworm AS build

ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /build
COPY requirements/bootstrap.txt requirements/airflow.txt requirements/
RUN python -m venv /opt/smi/venv --without-pip \
    && pip install --no-cache-dir --require-hashes --requirement requirements/bootstrap.txt \
    && uv pip sync --no-cache --python /opt/smi/venv/bin/python --require-hashes requirements/airflow.txt
COPY pyproject.toml README.md ./
COPY pipeline pipeline
COPY sql sql
COPY expectations expectations
COPY templates templates
RUN uv pip install --no-cache --python /opt/smi/venv/bin/python --no-deps --no-build-isolation . \
    && uv pip uninstall --python /opt/smi/venv/bin/python hatchling editables

FROM python:3.11-slim-bookworm

RUN useradd --uid 10001 --create-home --home-dir /opt/smi/home smi \
    && install --directory --owner smi --group smi --mode 0750 \
        /opt/smi/airflow /opt/smi/data /opt/smi/inbox /opt/smi/outbox /opt/smi/passwords
COPY --from=build /opt/smi/venv /opt/smi/venv
COPY dags /opt/smi/dags
RUN /opt/smi/venv/bin/python -m compileall -q /opt/smi/dags

# The signals of `docker stop` reach Airflow itself: no shell stands between.
ENV PATH=/opt/smi/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    AIRFLOW_HOME=/opt/smi/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/smi/dags \
    AIRFLOW__CORE__LOAD_EXAMPLES=False \
    AIRFLOW__USAGE_DATA_COLLECTION__ENABLED=False \
    SMI_DATA_DIR=/opt/smi/data \
    SMI_INBOX=/opt/smi/inbox \
    SMI_OUTBOX=/opt/smi/outbox
USER smi
WORKDIR /opt/smi
ENTRYPOINT ["airflow"]
