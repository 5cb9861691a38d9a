-- svcgen:from empty to df5aefb1c877
-- +goose Up
CREATE TABLE users (
    id            uuid         NOT NULL,
    email         text,
    name          text,
    roles         text[]       NOT NULL DEFAULT '{}',
    disable_time  timestamptz,
    sign_in_time  timestamptz,
    nickname      text,
    create_time   timestamptz  NOT NULL,
    update_time   timestamptz  NOT NULL,
    version       bigint       NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_email_check CHECK (char_length(email) <= 320),
    CONSTRAINT users_name_check CHECK (char_length(name) <= 200),
    CONSTRAINT users_nickname_check CHECK (char_length(nickname) <= 40)
);

CREATE INDEX users_sign_in_time_id_idx ON users (sign_in_time, id);
CREATE INDEX users_email_prefix_idx ON users USING btree (email text_pattern_ops);
CREATE INDEX users_roles_idx ON users USING gin (roles);
CREATE INDEX users_create_time_id_idx ON users (create_time, id);
CREATE INDEX users_update_time_id_idx ON users (update_time, id);

CREATE TABLE auth_events (
    id           uuid         NOT NULL,
    kind         text         NOT NULL,
    "user"       uuid,
    session      uuid,
    ip           text,
    agent        text,
    detail       text,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT auth_events_pkey PRIMARY KEY (id),
    CONSTRAINT auth_events_kind_check CHECK (kind IN ('sign_in', 'sign_out', 'session_end', 'link', 'unlink', 'grant', 'revoke', 'disable', 'enable')),
    CONSTRAINT auth_events_ip_check CHECK (char_length(ip) <= 64),
    CONSTRAINT auth_events_agent_check CHECK (char_length(agent) <= 256),
    CONSTRAINT auth_events_detail_check CHECK (char_length(detail) <= 256)
);

CREATE INDEX auth_events_create_time_id_idx ON auth_events (create_time, id);
CREATE INDEX auth_events_update_time_id_idx ON auth_events (update_time, id);

CREATE TABLE accounts (
    id           uuid         NOT NULL,
    "user"       uuid         NOT NULL,
    provider     text         NOT NULL,
    issuer       text         NOT NULL,
    subject      text         NOT NULL,
    email        text,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT accounts_pkey PRIMARY KEY (id),
    CONSTRAINT accounts_provider_issuer_subject_key UNIQUE (provider, issuer, subject),
    CONSTRAINT accounts_user_fkey FOREIGN KEY ("user") REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT accounts_provider_check CHECK (provider <> ''),
    CONSTRAINT accounts_issuer_check CHECK (issuer <> ''),
    CONSTRAINT accounts_subject_check CHECK (subject <> '')
);

CREATE INDEX accounts_user_idx ON accounts ("user");

CREATE TABLE sessions (
    id           uuid         NOT NULL,
    secret_hash  bytea        NOT NULL,
    "user"       uuid         NOT NULL,
    auth_time    timestamptz  NOT NULL,
    use_time     timestamptz  NOT NULL,
    expire_time  timestamptz  NOT NULL,
    end_time     timestamptz  NOT NULL,
    agent        text,
    ip           text,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT sessions_pkey PRIMARY KEY (id),
    CONSTRAINT sessions_user_fkey FOREIGN KEY ("user") REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT sessions_secret_hash_check CHECK (octet_length(secret_hash) >= 1)
);

CREATE INDEX sessions_user_idx ON sessions ("user");

CREATE TABLE passwords (
    id           uuid         NOT NULL,
    account      uuid         NOT NULL,
    hash         text         NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT passwords_pkey PRIMARY KEY (id),
    CONSTRAINT passwords_account_key UNIQUE (account),
    CONSTRAINT passwords_account_fkey FOREIGN KEY (account) REFERENCES accounts (id) ON DELETE CASCADE,
    CONSTRAINT passwords_hash_check CHECK (hash <> '')
);

CREATE TABLE mail_tokens (
    id           uuid         NOT NULL,
    "user"       uuid,
    email        text         NOT NULL,
    expire_time  timestamptz  NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT mail_tokens_pkey PRIMARY KEY (id),
    CONSTRAINT mail_tokens_user_fkey FOREIGN KEY ("user") REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT mail_tokens_email_check CHECK (email <> '')
);

CREATE INDEX mail_tokens_email_idx ON mail_tokens (email);
CREATE INDEX mail_tokens_user_idx ON mail_tokens ("user");

CREATE TABLE attempts (
    id           uuid         NOT NULL,
    count        integer      NOT NULL,
    last_time    timestamptz  NOT NULL,
    free_time    timestamptz  NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT attempts_pkey PRIMARY KEY (id)
);

-- +goose Down
DROP TABLE attempts;
DROP TABLE mail_tokens;
DROP TABLE passwords;
DROP TABLE sessions;
DROP TABLE accounts;
DROP TABLE auth_events;
DROP TABLE users;
