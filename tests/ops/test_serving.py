"""Serving the demonstration."""

import socket

import pytest
from django.core.management import CommandError, call_command

from hirfa.ops.demo.serving import port_is_free


def test_a_taken_port_is_said_before_anything_is_built(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        monkeypatch.setenv("SERVE", "1")

        assert not port_is_free(port)
        with pytest.raises(CommandError, match=str(port)):
            call_command("demo", scale=0.005)

    assert port_is_free(port)
