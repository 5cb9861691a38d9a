-- svcgen:from empty to 3f6fe806e5c3
-- +goose Up
CREATE TABLE employees (
    id           uuid         NOT NULL,
    first_name   text         NOT NULL,
    last_name    text         NOT NULL,
    title        text,
    reports_to   uuid,
    birth_date   date,
    hire_date    date         NOT NULL,
    email        text         NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT employees_pkey PRIMARY KEY (id),
    CONSTRAINT employees_email_key UNIQUE (email),
    CONSTRAINT employees_reports_to_fkey FOREIGN KEY (reports_to) REFERENCES employees (id) ON DELETE SET NULL,
    CONSTRAINT employees_first_name_check CHECK (char_length(first_name) BETWEEN 1 AND 20),
    CONSTRAINT employees_last_name_check CHECK (char_length(last_name) BETWEEN 1 AND 20),
    CONSTRAINT employees_title_check CHECK (char_length(title) <= 30),
    CONSTRAINT employees_hire_date_check CHECK (hire_date >= '1990-01-01'),
    CONSTRAINT employees_email_check CHECK (email <> ''),
    CONSTRAINT employees_age_check CHECK (hire_date > birth_date)
);

CREATE INDEX employees_reports_to_idx ON employees (reports_to);
CREATE INDEX employees_last_name_id_idx ON employees (last_name, id);
CREATE INDEX employees_last_name_prefix_idx ON employees USING btree (last_name text_pattern_ops);
CREATE INDEX employees_create_time_id_idx ON employees (create_time, id);
CREATE INDEX employees_update_time_id_idx ON employees (update_time, id);

CREATE TABLE customers (
    id           uuid         NOT NULL,
    first_name   text         NOT NULL,
    last_name    text         NOT NULL,
    company      text,
    country      text         NOT NULL,
    phone        text,
    email        text         NOT NULL,
    support_rep  uuid,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT customers_pkey PRIMARY KEY (id),
    CONSTRAINT customers_email_key UNIQUE (email),
    CONSTRAINT customers_support_rep_fkey FOREIGN KEY (support_rep) REFERENCES employees (id) ON DELETE SET NULL,
    CONSTRAINT customers_first_name_check CHECK (char_length(first_name) BETWEEN 1 AND 40),
    CONSTRAINT customers_last_name_check CHECK (char_length(last_name) BETWEEN 1 AND 20),
    CONSTRAINT customers_company_check CHECK (char_length(company) <= 80),
    CONSTRAINT customers_country_check CHECK (char_length(country) = 2),
    CONSTRAINT customers_phone_check CHECK (char_length(phone) <= 24),
    CONSTRAINT customers_email_check CHECK (email <> '')
);

CREATE INDEX customers_support_rep_idx ON customers (support_rep, id);
CREATE INDEX customers_last_name_id_idx ON customers (last_name, id);
CREATE INDEX customers_country_prefix_idx ON customers USING btree (country text_pattern_ops);
CREATE INDEX customers_create_time_id_idx ON customers (create_time, id);
CREATE INDEX customers_update_time_id_idx ON customers (update_time, id);

CREATE TABLE invoices (
    id               uuid           NOT NULL,
    customer         uuid           NOT NULL,
    invoice_date     timestamptz    NOT NULL DEFAULT now(),
    billing_address  text,
    total            numeric(10,2)  NOT NULL DEFAULT 0,
    status           text           NOT NULL DEFAULT 'open',
    create_time      timestamptz    NOT NULL,
    update_time      timestamptz    NOT NULL,
    version          bigint         NOT NULL,
    CONSTRAINT invoices_pkey PRIMARY KEY (id),
    CONSTRAINT invoices_customer_fkey FOREIGN KEY (customer) REFERENCES customers (id) ON DELETE RESTRICT,
    CONSTRAINT invoices_billing_address_check CHECK (char_length(billing_address) <= 500),
    CONSTRAINT invoices_total_check CHECK (total >= 0),
    CONSTRAINT invoices_status_check CHECK (status IN ('open', 'paid', 'void'))
);

CREATE INDEX invoices_customer_invoice_date_idx ON invoices (customer, invoice_date DESC);
CREATE INDEX invoices_customer_idx ON invoices (customer, id);
CREATE INDEX invoices_invoice_date_id_idx ON invoices (invoice_date, id);
CREATE INDEX invoices_create_time_id_idx ON invoices (create_time, id);
CREATE INDEX invoices_update_time_id_idx ON invoices (update_time, id);

CREATE TABLE invoice_lines (
    id           uuid           NOT NULL,
    invoice      uuid           NOT NULL,
    track        uuid           NOT NULL,
    unit_price   numeric(10,2)  NOT NULL,
    quantity     integer        NOT NULL,
    create_time  timestamptz    NOT NULL,
    update_time  timestamptz    NOT NULL,
    version      bigint         NOT NULL,
    CONSTRAINT invoice_lines_pkey PRIMARY KEY (id),
    CONSTRAINT invoice_lines_invoice_fkey FOREIGN KEY (invoice) REFERENCES invoices (id) ON DELETE CASCADE,
    CONSTRAINT invoice_lines_unit_price_check CHECK (unit_price >= 0),
    CONSTRAINT invoice_lines_quantity_check CHECK (quantity BETWEEN 1 AND 1000)
);

CREATE INDEX invoice_lines_invoice_idx ON invoice_lines (invoice, id);
CREATE INDEX invoice_lines_track_idx ON invoice_lines (track, id);
CREATE INDEX invoice_lines_create_time_id_idx ON invoice_lines (create_time, id);
CREATE INDEX invoice_lines_update_time_id_idx ON invoice_lines (update_time, id);

-- +goose Down
DROP TABLE invoice_lines;
DROP TABLE invoices;
DROP TABLE customers;
DROP TABLE employees;
