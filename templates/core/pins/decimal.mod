require github.com/shopspring/decimal v1.6.0
