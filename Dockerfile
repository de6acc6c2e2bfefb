# newsarchive in a container: `docker build -t newsarchive .`; compose.yaml crawls and serves with it.
# The guide is docs/running-in-containers.md. No tool that builds is in the second stage.

ARG PYTHON=python:3.13-slim-trixie

FROM ${PYTHON} AS build
# Extras, separated by commas: alerts, metrics, mcp, parquet, browser, fleet. The browser itself is not part of the image.
ARG EXTRAS=alerts,metrics
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /build
# strip, which makes the image 28 MB smaller.
RUN apt-get update && apt-get install --yes --no-install-recommends binutils && rm -rf /var/lib/apt/lists/*
# Only what the wheel is made of, so that a change of a guide or a test builds nothing again.
COPY pyproject.toml README.md LICENSE ./
COPY man man
COPY newsarchive newsarchive
COPY spiders spiders
RUN python -m venv /opt/newsarchive \
 && /opt/newsarchive/bin/pip install --prefer-binary ".[${EXTRAS}]" \
 && /opt/newsarchive/bin/pip uninstall --yes pip \
 && find /opt/newsarchive -type d \( -name tests -o -name test \) -path '*/site-packages/*' -prune -exec rm -r '{}' + \
 && find /opt/newsarchive -name '*.so*' -type f -exec strip --strip-unneeded '{}' +
# Crawls three sample outlets without internet: what was taken out above is not needed.
RUN /opt/newsarchive/bin/newsarchive demo --no-serve --folder /tmp/demo

FROM ${PYTHON}
LABEL org.opencontainers.image.title="newsarchive" \
      org.opencontainers.image.description="Your own searchable archive of the news" \
      org.opencontainers.image.licenses="Apache-2.0"
# A number, so that `runAsNonRoot` of Kubernetes can check it. The folder is the volume, and belongs to this user.
RUN groupadd --gid 10001 newsarchive \
 && useradd --uid 10001 --gid newsarchive --home-dir /archive --no-create-home --shell /usr/sbin/nologin newsarchive \
 && install --directory --owner newsarchive --group newsarchive --mode 0750 /archive
COPY --from=build /opt/newsarchive /opt/newsarchive
ENV PATH=/opt/newsarchive/bin:$PATH \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp XDG_CACHE_HOME=/tmp
WORKDIR /archive
VOLUME /archive
USER 10001:10001
EXPOSE 8001
# Ctrl-C and `docker stop`: a crawl stores what is under way and ends.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=1m --timeout=10s --start-period=1m --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8001/', timeout=9).read()"]
ENTRYPOINT ["newsarchive"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8001"]
