package spec

import (
	"slices"
	"strconv"
	"strings"
)

// currencies are the currencies of ISO 4217 by the number of digits after the point that their minor units make. Codes without a minor
// unit, such as those of metals and of testing, are left out. A code stays when its currency ends: workspaces have it.
var currencies = [5]string{
	0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
	2: "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC " +
		"CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR " +
		"KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN " +
		"PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS " +
		"UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
	3: "BHD IQD JOD KWD LYD OMR TND",
	4: "CLF UYW",
}

// CurrencyDigits returns the number of digits after the point that amounts of a currency have: 2 for EUR. ok is false for a code that
// is not known.
func CurrencyDigits(code string) (digits int, ok bool) {
	digits = slices.IndexFunc(currencies[:], func(codes string) bool { return slices.Contains(strings.Fields(codes), code) })
	return digits, digits >= 0
}

// setCurrency checks the currency, which apply has stored.
func (d *decl) setCurrency(a arg) {
	if _, ok := CurrencyDigits(a.text); ok {
		return
	}
	hint := "a code of ISO 4217, such as EUR, JPY or USD"
	if upper := strings.ToUpper(a.text); upper != a.text {
		if _, ok := CurrencyDigits(upper); ok {
			hint = "write " + upper
		}
	}
	d.report.add(a.textAt.pos(), hint, "%s is not a currency", quote(a.text))
}

// storeCurrency stores the currency before other keys are read, which may stand before it: it decides which amounts there are.
func (d *decl) storeCurrency() {
	if a, ok := d.find("currency"); ok && d.can(priced) {
		d.Currency = a.text
	}
}

// canonicalMoney drops zeros without meaning, as canonicalDecimal does: 12.50 becomes 12.5. An amount of any currency has its code after
// it: 12.5 EUR.
func canonicalMoney(f *Field, s string) (string, fault) {
	if f.Currency != "" {
		return canonicalAmount(f.Currency, s)
	}
	amount, code, _ := strings.Cut(strings.TrimSpace(s), " ")
	code = strings.TrimSpace(code)
	if _, known := CurrencyDigits(code); !known {
		return "", fault{quote(s) + " is not an amount with its currency", "for example 9.99 EUR"}
	}
	amount, problem := canonicalAmount(code, amount)
	return amount + " " + code, problem
}

func canonicalAmount(currency, s string) (string, fault) {
	scale, known := CurrencyDigits(currency)
	if !known {
		return s, fault{} // setCurrency reports it
	}
	text, fraction, ok := plainDecimal(s)
	switch {
	case !ok:
		return "", fault{quote(s) + " is not an amount", "for example " + amountLike(scale)}
	case len(fraction) > scale && scale == 0:
		return "", fault{quote(s) + " has digits after the point, but " + currency + " has no smaller unit", ""}
	case len(fraction) > scale:
		return "", fault{quote(s) + " has more than " + itoa(scale) + " digits after the point, the smallest unit of " + currency, ""}
	}
	whole, _, _ := strings.Cut(text, ".")
	if _, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", scale-len(fraction)), 10, 64); err != nil {
		return "", fault{quote(s) + " does not fit into the 64 bits that count the smallest unit of " + currency, ""}
	}
	return text, fault{}
}

// amountLike is an amount, for a hint.
func amountLike(scale int) string {
	if scale == 0 {
		return "999"
	}
	return "9.99"
}
