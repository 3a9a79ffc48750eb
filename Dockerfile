# Care Mapping in a container: built where Node.js is, run where it is not, as an ordinary user.

FROM python:3.13-slim AS build
WORKDIR /source
COPY . .
RUN pip wheel --no-cache-dir --constraint requirements.lock --wheel-dir /wheels .

FROM python:3.13-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin care-mapping \
 && install --directory --owner care-mapping --mode 0700 /data /keys /releases
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links /wheels care-mapping
USER care-mapping
ENV CARE_MAPPING_DATA=/data CARE_MAPPING_KEYS=/keys CARE_MAPPING_RELEASES=/releases \
    NUMBA_CACHE_DIR=/data/compiled
VOLUME ["/data", "/keys", "/releases"]
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["care-mapping", "ready", "--port", "8000"]
ENTRYPOINT ["care-mapping"]
CMD ["serve", "--host", "0.0.0.0"]
