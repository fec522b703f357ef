# docker build -t derivcheck . && docker run --rm -v "$PWD:/work" derivcheck verify problems
FROM python:3.12-slim
COPY pyproject.toml README.md /src/
COPY derivcheck /src/derivcheck
RUN pip install --no-cache-dir /src && rm -rf /src && useradd --create-home derivcheck
USER derivcheck
WORKDIR /work
ENTRYPOINT ["derivcheck"]
