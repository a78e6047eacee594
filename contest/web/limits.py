"""How often one address may knock. Routes that cost or guess carry their own limit."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, headers_enabled=True)

SIGN_IN = "10 per minute; 60 per hour"
LOOK_UP = "20 per minute; 200 per hour"
HAND_IN = "60 per minute"
UPLOAD = "240 per minute"
PART = "1200 per minute"


def init_app(app: Flask) -> None:
    """Bind the limiter; RATELIMIT_* settings steer it."""
    limiter.init_app(app)
