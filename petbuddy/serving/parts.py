"""The parts that serve: each function is the whole life of one process."""

import os
import warnings

import uvicorn

QUEUES = "default,mail,images"
MESSAGE_BYTES = 64 * 1024


def web_and_sockets(listener=None, **options):
    """Pages, API and sockets from one process; in production only /ws/ is sent here."""
    uvicorn.Server(socket_config(**options)).run(sockets=[listener] if listener else None)


def socket_config(*, host="127.0.0.1", port=8000, behind_proxy=False):
    return uvicorn.Config(
        "petbuddy.asgi:application",
        host=host,
        port=port,
        ws="websockets-sansio",
        ws_max_size=MESSAGE_BYTES,
        ws_per_message_deflate=False,  # it triples the memory of an idle page
        ws_ping_interval=30.0,
        ws_ping_timeout=20.0,
        lifespan="off",
        proxy_headers=False,  # whose word counts, NUM_PROXIES says (petbuddy.addresses), here as for pages
        server_header=False,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=25 if behind_proxy else 1,
    )


def web(*, host, port, processes):
    """Pages and API in production: WSGI, eight times cheaper for Django than ASGI."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "petbuddy.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=int(os.environ.get("WEB_THREADS", "4")),
        respawn_failed_workers=True,
        workers_kill_timeout=25,
        log_access=False,
    ).serve()


def worker(*, pool, concurrency):
    """What happens after the answer: mails, pictures, hints to open pages, due work."""
    from petbuddy.celery import app

    # What it warns of is pickled messages; ours are JSON and nothing else is accepted.
    warnings.filterwarnings("ignore", message=".*superuser privileges", module="celery.platforms")
    words = ["--quiet", "worker", "-P", pool, "-c", str(concurrency), "-Q", QUEUES, "--loglevel", "WARNING"]
    app.worker_main([*words, "--without-gossip", "--without-mingle", "--without-heartbeat"])


def scheduler():
    """Says every minute that it is time; what is due, the rows know."""
    from celery.apps.beat import Beat

    from petbuddy.celery import app

    # Nothing to remember between two runs, so no schedule file that a kill could break.
    Beat(app=app, scheduler_cls="celery.beat:Scheduler", loglevel="WARNING", quiet=True, redirect_stdouts=False).run()
