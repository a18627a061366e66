"""The sample year: Bloc 12 of Đồng Tháp in 2024, from the press report of its conference on 21/1/2025."""
