package serving

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"google.golang.org/protobuf/encoding/protowire"
)

// operation is a kind of request, in HTTP/1.1 and in gRPC. Each call of rest and grpc returns another request.
type operation struct {
	name   string
	rest   func() []byte
	method string // of gRPC
	grpc   func() []byte
}

const (
	rows     = 1000 // of testdata/seed.sql
	category = "00000000-0000-4000-8000-000000000001"
	service  = "/shop.catalog.v1.CatalogService/"
)

// operations are those that are measured.
func operations() []operation {
	created := new(atomic.Int64)
	created.Store(time.Now().UnixNano()) // another run has other numbers
	return []operation{
		{
			name:   "get",
			rest:   func() []byte { return request("GET", "/v1/products/"+anyID(), "") },
			method: service + "GetProduct",
			grpc:   func() []byte { return text(nil, 1, anyID()) },
		},
		{
			name:   "list of 50",
			rest:   func() []byte { return request("GET", "/v1/products?pageSize=50", "") },
			method: service + "ListProducts",
			grpc:   func() []byte { return number(nil, 1, 50) },
		},
		{
			name: "create",
			rest: func() []byte {
				return request("POST", "/v1/products", fmt.Sprintf(`{"sku":"%[1]d","title":"Product %[1]d","description":"A thing that the shop sells.",`+
					`"price":"12.50","weightKg":"0.250","stock":7,"featured":true,"tags":["red","new"],"attributes":{"color":"red","size":42},`+
					`"category":"%[2]s","website":"https://example.com/products/1"}`, created.Add(1), category))
			},
			method: service + "CreateProduct",
			grpc: func() []byte {
				n := fmt.Sprint(created.Add(1))
				product := text(text(text(nil, 6, n), 7, "Product "+n), 8, "A thing that the shop sells.")
				product = number(number(text(text(product, 10, "12.50"), 11, "0.250"), 12, 7), 14, 1)
				product = text(text(text(product, 15, "red"), 15, "new"), 18, category)
				return text(nil, 1, string(text(product, 19, "https://example.com/products/1")))
			},
		},
		{
			name: "update",
			rest: func() []byte {
				return request("PATCH", "/v1/products/"+anyID(), fmt.Sprintf(`{"stock":%d}`, rand.IntN(1000)))
			},
			method: service + "UpdateProduct",
			grpc: func() []byte {
				product := number(text(nil, 1, anyID()), 12, rand.Uint64N(1000))
				return text(text(nil, 1, string(product)), 2, string(text(nil, 1, "stock")))
			},
		},
	}
}

// signedIn returns op as a user sends it, who is known by a header.
func signedIn(op operation, how, header string) operation {
	op.name += ", " + how
	plain := op.rest
	op.rest = func() []byte {
		return bytes.Replace(plain(), []byte("Host:"), []byte(header+"\r\nHost:"), 1)
	}
	return op
}

func anyID() string { return fmt.Sprintf("00000000-0000-7000-8000-%012x", 1+rand.IntN(rows)) }

func request(method, path, body string) []byte {
	head := method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench\r\nAccept: */*\r\n"
	if body != "" {
		head += fmt.Sprintf("Content-Type: application/json\r\nContent-Length: %d\r\n", len(body))
	}
	return []byte(head + "\r\n" + body)
}

// text appends a field of protobuf that is a string or a message.
func text(message []byte, field protowire.Number, value string) []byte {
	return protowire.AppendString(protowire.AppendTag(message, field, protowire.BytesType), value)
}

// number appends a field of protobuf that is a number or a bool.
func number(message []byte, field protowire.Number, value uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(message, field, protowire.VarintType), value)
}
