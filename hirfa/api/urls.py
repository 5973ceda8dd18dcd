"""The API of version 1: whoever asks must bear a session, unless a part asks for a signature or says that anybody may ask."""

from .doors import Api, SafeJson, Session, as_page
from .problems import answer_with_problems
from .v1 import card_verifications, directory, entries, figures, message_receipts, published_lists

api = Api(
    title="Hirfa",
    version="1",
    description="The national register of handicrafts: entries, figures, the directory, the checking of cards, receipts of messages.",
    urls_namespace="api",
    docs_url=None,
    auth=Session(),
    parser=SafeJson(),
)
answer_with_problems(api)
for resource in (entries, figures, directory, card_verifications, message_receipts, published_lists):
    api.add_router("", resource.router)

# The address of a status list is printed in every card, so it bears no version: the same answer as in the API.
status_list = as_page(published_lists.get_status_list)
