<?php
/**
 * Plugin Name: Luciole
 * Description: A private awareness assistant for young people. Settings only: no conversation is stored.
 * Version: 1.0.0
 * Requires at least: 6.5
 * Requires PHP: 8.0
 * License: Apache-2.0
 *
 * @package Luciole
 */

defined( 'ABSPATH' ) || exit;

const LUCIOLE_DEFAULTS = array(
	'server'  => '',
	'country' => '',
	'exit'    => '',
	'pages'   => 'all',
);

const LUCIOLE_HELP = array(
	'fr' => 'Des gens pour t’aider',
	'en' => 'People who can help',
);

/** The settings, complete. */
function luciole_settings(): array {
	return array_merge( LUCIOLE_DEFAULTS, (array) get_option( 'luciole', array() ) );
}

/** Asks for the script, if a server is set. */
function luciole_script(): void {
	$server = luciole_settings()['server'];
	if ( '' !== $server ) {
		wp_enqueue_script_module( 'luciole', $server . '/widget/v1/luciole.js' );
	}
}

/** The tag, or nothing while no server is set. */
function luciole_tag( string $mode = '' ): string {
	$settings = luciole_settings();
	if ( '' === $settings['server'] ) {
		return '';
	}
	luciole_script();
	$language   = str_starts_with( get_locale(), 'fr' ) ? 'fr' : 'en';
	$attributes = array(
		'server'           => $settings['server'],
		'lang'             => $language,
		'country'          => $settings['country'],
		"exit-{$language}" => $settings['exit'],
		'mode'             => $mode,
	);
	$html       = '';
	foreach ( array_filter( $attributes ) as $name => $value ) {
		$html .= sprintf( ' %s="%s"', $name, esc_attr( $value ) );
	}
	return "<luciole-chat{$html}></luciole-chat>" . luciole_without_scripts( $settings, $language );
}

/** The way to people who help, where scripts are off. */
function luciole_without_scripts( array $settings, string $language ): string {
	$country = '' === $settings['country'] ? 'ZZ' : $settings['country'];
	return sprintf(
		'<noscript><p><a href="%s">%s</a></p></noscript>',
		esc_url( "{$settings['server']}/helplines/{$country}?language={$language}" ),
		esc_html( LUCIOLE_HELP[ $language ] )
	);
}

add_shortcode( 'luciole', static fn() => luciole_tag( 'page' ) );

// Block themes print scripts in the head, too early for what is asked for in the footer.
add_action(
	'wp_enqueue_scripts',
	static function (): void {
		if ( 'all' === luciole_settings()['pages'] ) {
			luciole_script();
		}
	}
);

add_action(
	'wp_footer',
	static function (): void {
		if ( 'all' === luciole_settings()['pages'] ) {
			echo luciole_tag(); // phpcs:ignore WordPress.Security.EscapeOutput -- escaped above.
		}
	},
	1
);

add_action(
	'admin_init',
	static function (): void {
		register_setting( 'luciole', 'luciole', array( 'sanitize_callback' => 'luciole_clean' ) );
	}
);

/** Only what the tag can use. */
function luciole_clean( mixed $given ): array {
	$given = array_merge( LUCIOLE_DEFAULTS, (array) $given );
	return array(
		'server'  => untrailingslashit( esc_url_raw( $given['server'], array( 'https' ) ) ),
		'country' => preg_match( '/^[A-Za-z]{2}$/', $given['country'] ) ? strtoupper( $given['country'] ) : '',
		'exit'    => esc_url_raw( $given['exit'], array( 'https' ) ),
		'pages'   => 'shortcode' === $given['pages'] ? 'shortcode' : 'all',
	);
}

add_action(
	'admin_menu',
	static function (): void {
		add_options_page( 'Luciole', 'Luciole', 'manage_options', 'luciole', 'luciole_page' );
	}
);

/** The settings page. */
function luciole_page(): void {
	$settings = luciole_settings();
	$fields   = array(
		'server'  => 'Server (https://…)',
		'country' => 'Country (ISO code, such as BE)',
		'exit'    => 'Neutral site for the exit (https://…)',
	);
	?>
	<div class="wrap">
		<h1>Luciole</h1>
		<form method="post" action="options.php">
			<?php settings_fields( 'luciole' ); ?>
			<table class="form-table" role="presentation">
				<?php foreach ( $fields as $name => $label ) : ?>
					<tr>
						<th scope="row"><label for="luciole-<?php echo esc_attr( $name ); ?>"><?php echo esc_html( $label ); ?></label></th>
						<td><input class="regular-text" id="luciole-<?php echo esc_attr( $name ); ?>" name="luciole[<?php echo esc_attr( $name ); ?>]" value="<?php echo esc_attr( $settings[ $name ] ); ?>"></td>
					</tr>
				<?php endforeach; ?>
				<tr>
					<th scope="row"><label for="luciole-pages">Where</label></th>
					<td>
						<select id="luciole-pages" name="luciole[pages]">
							<option value="all" <?php selected( $settings['pages'], 'all' ); ?>>All pages</option>
							<option value="shortcode" <?php selected( $settings['pages'], 'shortcode' ); ?>>Where [luciole] is written</option>
						</select>
					</td>
				</tr>
			</table>
			<?php submit_button(); ?>
		</form>
	</div>
	<?php
}
