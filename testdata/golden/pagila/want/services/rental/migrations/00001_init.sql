-- svcgen:from empty to bb38eeeb22fc
-- +goose Up
CREATE TABLE stores (
    id           uuid         NOT NULL,
    address      text         NOT NULL,
    manager      uuid,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT stores_pkey PRIMARY KEY (id),
    CONSTRAINT stores_address_check CHECK (address <> '')
);

CREATE INDEX stores_manager_idx ON stores (manager);
CREATE INDEX stores_create_time_id_idx ON stores (create_time, id);
CREATE INDEX stores_update_time_id_idx ON stores (update_time, id);

CREATE TABLE staff (
    id             uuid         NOT NULL,
    store          uuid         NOT NULL,
    username       text         NOT NULL,
    first_name     text         NOT NULL,
    last_name      text         NOT NULL,
    email          text,
    homepage       text,
    workstation    text,
    last_login_ip  text,
    active         boolean      NOT NULL DEFAULT true,
    picture        bytea,
    create_time    timestamptz  NOT NULL,
    update_time    timestamptz  NOT NULL,
    version        bigint       NOT NULL,
    CONSTRAINT staff_pkey PRIMARY KEY (id),
    CONSTRAINT staff_username_key UNIQUE (username),
    CONSTRAINT staff_store_fkey FOREIGN KEY (store) REFERENCES stores (id) ON DELETE RESTRICT,
    CONSTRAINT staff_username_check CHECK (char_length(username) BETWEEN 3 AND 16),
    CONSTRAINT staff_first_name_check CHECK (first_name <> ''),
    CONSTRAINT staff_last_name_check CHECK (last_name <> ''),
    CONSTRAINT staff_picture_check CHECK (octet_length(picture) <= 1048576),
    CONSTRAINT staff_reachable_check CHECK (num_nonnulls(email, homepage) > 0)
);

CREATE INDEX staff_store_idx ON staff (store, id);
CREATE INDEX staff_create_time_id_idx ON staff (create_time, id);
CREATE INDEX staff_update_time_id_idx ON staff (update_time, id);

CREATE TABLE customers (
    id           uuid         NOT NULL,
    store        uuid         NOT NULL,
    first_name   text         NOT NULL,
    last_name    text         NOT NULL,
    email        text,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    delete_time  timestamptz,
    version      bigint       NOT NULL,
    CONSTRAINT customers_pkey PRIMARY KEY (id),
    CONSTRAINT customers_store_fkey FOREIGN KEY (store) REFERENCES stores (id) ON DELETE RESTRICT,
    CONSTRAINT customers_first_name_check CHECK (first_name <> ''),
    CONSTRAINT customers_last_name_check CHECK (last_name <> '')
);

CREATE UNIQUE INDEX customers_email_key ON customers (email) WHERE delete_time IS NULL;
CREATE INDEX customers_store_idx ON customers (store, id);
CREATE INDEX customers_last_name_id_idx ON customers (left(last_name, 512), id);
CREATE INDEX customers_create_time_id_idx ON customers (create_time, id);
CREATE INDEX customers_update_time_id_idx ON customers (update_time, id);

CREATE TABLE rentals (
    id           uuid         NOT NULL,
    inventory    uuid         NOT NULL,
    customer     uuid         NOT NULL,
    staff        uuid         NOT NULL,
    rental_time  timestamptz  NOT NULL DEFAULT now(),
    due          date         NOT NULL,
    return_time  timestamptz,
    remark       text,
    state        text         NOT NULL DEFAULT 'out',
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT rentals_pkey PRIMARY KEY (id),
    CONSTRAINT rentals_customer_fkey FOREIGN KEY (customer) REFERENCES customers (id) ON DELETE RESTRICT,
    CONSTRAINT rentals_staff_fkey FOREIGN KEY (staff) REFERENCES staff (id) ON DELETE RESTRICT,
    CONSTRAINT rentals_state_check CHECK (state IN ('out', 'returned', 'lost'))
);

CREATE INDEX rentals_customer_rental_time_idx ON rentals (customer, rental_time DESC);
CREATE INDEX rentals_customer_idx ON rentals (customer, id);
CREATE INDEX rentals_staff_idx ON rentals (staff);
CREATE INDEX rentals_rental_time_id_idx ON rentals (rental_time, id);
CREATE INDEX rentals_create_time_id_idx ON rentals (create_time, id);
CREATE INDEX rentals_update_time_id_idx ON rentals (update_time, id);

ALTER TABLE stores
    ADD CONSTRAINT stores_manager_fkey FOREIGN KEY (manager) REFERENCES staff (id) ON DELETE RESTRICT;

-- +goose Down
ALTER TABLE stores DROP CONSTRAINT stores_manager_fkey;
DROP TABLE rentals;
DROP TABLE customers;
DROP TABLE staff;
DROP TABLE stores;
