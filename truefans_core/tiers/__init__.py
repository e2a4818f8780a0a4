"""Who is casual, engaged or true: one monotone measure, cut in one dimension."""
