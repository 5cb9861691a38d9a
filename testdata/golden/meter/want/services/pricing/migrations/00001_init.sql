-- svcgen:from empty to 33b3894ec45f
-- +goose Up
CREATE TABLE tariffs (
    id             uuid         NOT NULL,
    name           text         NOT NULL,
    cents_per_kwh  integer      NOT NULL,
    pilot          uuid,
    create_time    timestamptz  NOT NULL,
    update_time    timestamptz  NOT NULL,
    version        bigint       NOT NULL,
    CONSTRAINT tariffs_pkey PRIMARY KEY (id),
    CONSTRAINT tariffs_name_key UNIQUE (name),
    CONSTRAINT tariffs_name_check CHECK (char_length(name) BETWEEN 1 AND 80),
    CONSTRAINT tariffs_cents_per_kwh_check CHECK (cents_per_kwh >= 0)
);

CREATE INDEX tariffs_pilot_idx ON tariffs (pilot);
CREATE INDEX tariffs_name_id_idx ON tariffs (name, id);
CREATE INDEX tariffs_cents_per_kwh_id_idx ON tariffs (cents_per_kwh, id);
CREATE INDEX tariffs_create_time_id_idx ON tariffs (create_time, id);
CREATE INDEX tariffs_update_time_id_idx ON tariffs (update_time, id);

CREATE TABLE contracts (
    id           uuid         NOT NULL,
    customer     uuid         NOT NULL,
    tariff       uuid         NOT NULL,
    remark       text,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    delete_time  timestamptz,
    version      bigint       NOT NULL,
    CONSTRAINT contracts_pkey PRIMARY KEY (id),
    CONSTRAINT contracts_tariff_fkey FOREIGN KEY (tariff) REFERENCES tariffs (id) ON DELETE RESTRICT,
    CONSTRAINT contracts_remark_check CHECK (char_length(remark) <= 500)
);

CREATE INDEX contracts_tariff_idx ON contracts (tariff);
CREATE INDEX contracts_customer_id_idx ON contracts (customer, id);
CREATE INDEX contracts_create_time_id_idx ON contracts (create_time, id);
CREATE INDEX contracts_update_time_id_idx ON contracts (update_time, id);

CREATE TABLE payments (
    id           uuid         NOT NULL,
    contract     uuid         NOT NULL,
    cents        bigint       NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT payments_pkey PRIMARY KEY (id),
    CONSTRAINT payments_contract_fkey FOREIGN KEY (contract) REFERENCES contracts (id) ON DELETE RESTRICT,
    CONSTRAINT payments_cents_check CHECK (cents >= 1)
);

CREATE INDEX payments_contract_idx ON payments (contract);
CREATE INDEX payments_cents_id_idx ON payments (cents, id);
CREATE INDEX payments_create_time_id_idx ON payments (create_time, id);
CREATE INDEX payments_update_time_id_idx ON payments (update_time, id);

CREATE TABLE complaints (
    id           uuid         NOT NULL,
    customer     uuid         NOT NULL,
    agent        uuid,
    payment      uuid,
    text         text         NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT complaints_pkey PRIMARY KEY (id),
    CONSTRAINT complaints_payment_fkey FOREIGN KEY (payment) REFERENCES payments (id) ON DELETE SET NULL,
    CONSTRAINT complaints_text_check CHECK (text <> '')
);

CREATE INDEX complaints_payment_idx ON complaints (payment);
CREATE INDEX complaints_customer_id_idx ON complaints (customer, id);
CREATE INDEX complaints_agent_id_idx ON complaints (agent, id);
CREATE INDEX complaints_create_time_id_idx ON complaints (create_time, id);
CREATE INDEX complaints_update_time_id_idx ON complaints (update_time, id);

CREATE TABLE idempotency_keys (
    caller       text         NOT NULL,
    key          text         NOT NULL,
    method       text         NOT NULL,
    digest       bytea        NOT NULL,
    answer       bytea,
    create_time  timestamptz  NOT NULL,
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (caller, key)
);

CREATE INDEX idempotency_keys_create_time_idx ON idempotency_keys (create_time);

-- +goose Down
DROP TABLE idempotency_keys;
DROP TABLE complaints;
DROP TABLE payments;
DROP TABLE contracts;
DROP TABLE tariffs;
