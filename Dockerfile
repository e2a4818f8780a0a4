# The app for several people: bound to every address, so nobody's workspace is listed and uploads live in the session.
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    TRUEFANS_SHARED=1 \
    TRUEFANS_HOME=/data

WORKDIR /app
COPY requirements.txt .
RUN pip install --disable-pip-version-check -r requirements.txt

COPY app.py server.py ./
COPY .streamlit/config.toml .streamlit/config.toml
COPY pages pages
COPY truefans_core truefans_core
COPY sample_data sample_data

RUN useradd --uid 10001 --create-home truefans && mkdir /data && chown truefans /data
USER 10001
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["python", "-m", "streamlit", "run", "server.py", "--server.address=0.0.0.0", "--server.port=8501"]
