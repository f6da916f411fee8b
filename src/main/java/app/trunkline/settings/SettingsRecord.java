package app.trunkline.settings;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Settings described once: for a record {@code X} a builder {@code XBuilder} is generated, and {@code XBuilder.With}, which
 * gives the record a {@code with…} method for each component.
 *
 * <p>Builder and Gson alike pass null (or 0, or false) for what is not set: the record's constructor fills defaults.
 */
@RecordBuilder.Template(options = @RecordBuilder.Options(prefixEnclosingClassNames = false, enableGetters = false))
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE)
@interface SettingsRecord {}
