"""What passes between requests and the browsers that sent them."""
