package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

func routes(s *store) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/products/{id}", func(w http.ResponseWriter, r *http.Request) {
		id, err := uuid.Parse(r.PathValue("id"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		p, err := s.get(r.Context(), id)
		answer(w, p, err)
	})
	mux.HandleFunc("GET /v1/products", func(w http.ResponseWriter, r *http.Request) {
		size, err := strconv.Atoi(r.URL.Query().Get("pageSize"))
		if err != nil || size < 1 || size > 1000 {
			http.Error(w, "pageSize must be a number from 1 to 1000", http.StatusBadRequest)
			return
		}
		products, err := s.list(r.Context(), size)
		answer(w, map[string]any{"products": products}, err)
	})
	mux.HandleFunc("POST /v1/products", func(w http.ResponseWriter, r *http.Request) {
		var p product
		if err := decode(w, r, &p); err != nil || p.SKU == "" || p.Title == "" || utf8.RuneCountInString(p.Title) > 200 || p.Price.IsNegative() {
			http.Error(w, "the product is not valid", http.StatusBadRequest)
			return
		}
		p, err := s.create(r.Context(), p)
		answer(w, p, err)
	})
	mux.HandleFunc("PATCH /v1/products/{id}", func(w http.ResponseWriter, r *http.Request) {
		var patch struct {
			Title *string `json:"title"`
			Stock *int32  `json:"stock"`
		}
		id, err := uuid.Parse(r.PathValue("id"))
		if err = errors.Join(err, decode(w, r, &patch)); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		p, err := s.update(r.Context(), id, patch.Title, patch.Stock)
		answer(w, p, err)
	})
	return mux
}

func decode(w http.ResponseWriter, r *http.Request, into any) error {
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}

func answer(w http.ResponseWriter, value any, err error) {
	if errors.Is(err, pgx.ErrNoRows) {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	body, err2 := json.Marshal(value)
	if err = errors.Join(err, err2); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)
}
