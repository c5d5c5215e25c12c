"""The record in the browser: a server of pages and JSON, and the same pages as a static site.

A request goes through the doors (security.py, limits.py, accounts.py) to a route (routes.py for pages, api.py for
JSON). A route asks the desk (desk/) for the shape that answers it (shapes.py); the API gives that shape as JSON, a page
function (pages/) turns it into HTML. What a page shows is therefore always to be had as JSON, and `publish` draws the
same pages from the same shapes without a server.
"""
