# The web server, the worker and beat: one image, three commands (docker-compose.yml).
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 CLINIC_STATE=/state
WORKDIR /clinic

COPY requirements/runtime.lock requirements/
RUN pip install --require-hashes -r requirements/runtime.lock

COPY manage.py ./
COPY integrative integrative
COPY patients patients
COPY symptoms symptoms
COPY careplans careplans
COPY referrals referrals
COPY templates templates
COPY static static

# The key and the addresses here are for this one command, which asks no server.
RUN useradd --system clinic && install -d -o clinic /state \
 && SECRET_KEY=build DATABASE_URL=postgresql://none REDIS_URL=redis://none python manage.py collectstatic --noinput -v0
USER clinic
EXPOSE 8000
CMD ["gunicorn", "integrative.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4"]
