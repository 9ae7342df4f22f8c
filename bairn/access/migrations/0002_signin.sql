-- What the doors' login needs to sign people in: sessions, throttling, second factors. It holds no
-- case and no report; those stand behind the gate's roles.
grant select, insert, update, delete on django_session, axes_accessattempt,
    axes_accessattemptexpiration, axes_accesslog, axes_accessfailurelog, mfa_authenticator,
    account_emailaddress to bairn_web;
grant select on django_content_type, auth_permission, auth_group, account_emailconfirmation,
    django_migrations to bairn_web;
