"""The API of version 1."""

from ninja import NinjaAPI

api = NinjaAPI(title="Hirfa", version="1", urls_namespace="api")
