from django.urls import path

from . import keeping, photos, views, writing

urlpatterns = [
    path("", views.directory, name="directory"),
    path("<uuid:profile_id>/", views.profile, name="directory_profile"),
    path("photos/<uuid:photo_id>/<str:size>/", photos.photo, name="directory_photo"),
    path("pages/", keeping.pages, name="directory_pages"),
    path("pages/<uuid:entry_id>/", keeping.page, name="directory_page"),
    path("pages/<uuid:entry_id>/agree/", writing.agree, name="directory_agree"),
    path("pages/<uuid:entry_id>/describe/", writing.describe, name="directory_describe"),
    path("pages/<uuid:entry_id>/withdraw/", writing.withdraw, name="directory_withdraw"),
    path("pages/<uuid:entry_id>/products/", writing.product, name="directory_product"),
    path("pages/<uuid:entry_id>/products/<uuid:product_id>/", writing.retire, name="directory_product_retire"),
    path("pages/<uuid:entry_id>/photos/", writing.photo, name="directory_photo_add"),
    path("pages/<uuid:entry_id>/photos/<uuid:photo_id>/", writing.remove, name="directory_photo_remove"),
]
