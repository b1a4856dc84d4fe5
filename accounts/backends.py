"""Who may: Django's model rights, made to hold for each object too."""

from django.contrib.auth.backends import ModelBackend


class GlobalRightsBackend(ModelBackend):
    """A right given to a person or her group holds for every object too, where Django's own backend says False."""

    def get_user_permissions(self, user_obj, obj=None):
        return super().get_user_permissions(user_obj)

    def get_group_permissions(self, user_obj, obj=None):
        return super().get_group_permissions(user_obj)

    def get_all_permissions(self, user_obj, obj=None):
        return super().get_all_permissions(user_obj)

    def has_perm(self, user_obj, perm, obj=None):
        return super().has_perm(user_obj, perm)
