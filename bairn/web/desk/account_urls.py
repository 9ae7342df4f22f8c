"""Signing in, second factors, password: only those of allauth's addresses that the desk offers.

Included below `account/` without a namespace, since allauth looks its own names up.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path

from bairn.web.desk import signin

urlpatterns = [
    path("login/", signin.SignIn.as_view(), name="account_login"),
    path("logout/", signin.SignOut.as_view(), name="account_logout"),
    path(
        "inactive/",
        account.AccountInactiveView.as_view(template_name="desk/account_inactive.html"),
        name="account_inactive",
    ),
    path(
        "reauthenticate/",
        account.ReauthenticateView.as_view(template_name="desk/account_again.html"),
        name="account_reauthenticate",
    ),
    path(
        "password/",
        account.PasswordChangeView.as_view(template_name="desk/account_password.html"),
        name="account_change_password",
    ),
    path("", mfa.IndexView.as_view(template_name="desk/account.html"), name="mfa_index"),
    path(
        "second/",
        mfa.AuthenticateView.as_view(template_name="desk/signin_second.html"),
        name="mfa_authenticate",
    ),
    path(
        "second/again/",
        mfa.ReauthenticateView.as_view(template_name="desk/account_again.html"),
        name="mfa_reauthenticate",
    ),
    path(
        "app/",
        totp.ActivateTOTPView.as_view(template_name="desk/account_app.html"),
        name="mfa_activate_totp",
    ),
    path(
        "app/remove/",
        totp.DeactivateTOTPView.as_view(template_name="desk/account_app_remove.html"),
        name="mfa_deactivate_totp",
    ),
    path(
        "codes/",
        codes.ViewRecoveryCodesView.as_view(template_name="desk/account_codes.html"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "codes/new/",
        codes.GenerateRecoveryCodesView.as_view(template_name="desk/account_codes_new.html"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "keys/",
        keys.ListWebAuthnView.as_view(template_name="desk/account_keys.html"),
        name="mfa_list_webauthn",
    ),
    path(
        "keys/add/",
        keys.AddWebAuthnView.as_view(template_name="desk/account_key_add.html"),
        name="mfa_add_webauthn",
    ),
    path(
        "keys/again/",
        keys.ReauthenticateWebAuthnView.as_view(template_name="desk/account_key_again.html"),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "keys/<int:pk>/remove/",
        keys.RemoveWebAuthnView.as_view(template_name="desk/account_key_remove.html"),
        name="mfa_remove_webauthn",
    ),
    path(
        "keys/<int:pk>/edit/",
        keys.EditWebAuthnView.as_view(template_name="desk/account_key_name.html"),
        name="mfa_edit_webauthn",
    ),
    path("keys/login/", keys.LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
]
